"""`keras.applications`: networks that Keras comes with. Those that are not here say so when they are made."""
import importlib
import sys
import types

from skipscope.driver.failures import MissingPackage

from ._applications.padding import correct_pad

__path__ = []
MODULES = ('vgg16 vgg19 resnet resnet50 resnet_v2 densenet mobilenet mobilenet_v2 mobilenet_v3 inception_v3 inception_resnet_v2 xception '
           'efficientnet efficientnet_v2 nasnet convnext imagenet_utils').split()


def missing(name):
    def make(*arguments, **keywords):
        raise MissingPackage('keras.applications.' + name)
    make.__name__ = name
    return make


def preprocess_input(x, *arguments, **keywords):
    return x


def obtain_input_shape(input_shape, default_size, min_size, data_format, require_flatten, weights=None):
    """The shape of pictures that a network takes: the user's, or that of the pictures it was made for."""
    default = (3, default_size, default_size) if data_format == 'channels_first' else (default_size, default_size, 3)
    if input_shape is not None:
        return tuple(input_shape)
    return default if require_flatten else tuple(None if extent != 3 else 3 for extent in default)


_obtain_input_shape = obtain_input_shape


def decode_predictions(*arguments, **keywords):
    return []


OWN = {'obtain_input_shape': obtain_input_shape, '_obtain_input_shape': obtain_input_shape, 'preprocess_input': preprocess_input,
       'decode_predictions': decode_predictions, 'correct_pad': correct_pad}


MADE = {'VGG': 'vgg', 'ResNet': 'resnet', 'DenseNet': 'densenet', 'MobileNetV3': 'mobilenet_v3', 'MobileNet': 'mobilenet', 'Xception': 'xception',
        'InceptionV3': 'inception', 'InceptionResNetV2': 'inception_resnet', 'ConvNeXt': 'convnext', 'EfficientNetB': 'efficientnet',
        'EfficientNetV2': 'efficientnet_v2', 'NASNet': 'nasnet'}


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'keras.applications' has no attribute '%s'" % name)
    source = next((source for start, source in MADE.items() if name.startswith(start)), None)
    found = getattr(importlib.import_module('keras._applications.' + source), name, None) if source else None
    return found or missing(name)


for _name in MODULES:
    _module = types.ModuleType('keras.applications.' + _name)
    _module.__dict__.update(OWN, __getattr__=__getattr__)
    globals()[_name] = sys.modules['keras.applications.' + _name] = _module
