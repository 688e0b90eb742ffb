"""`keras.applications`: networks that Keras comes with. Those that are not here say so when they are made."""
import sys
import types

from skipscope.driver.failures import MissingPackage

__path__ = []
MODULES = ('vgg16 vgg19 resnet resnet50 resnet_v2 densenet mobilenet mobilenet_v2 mobilenet_v3 inception_v3 inception_resnet_v2 xception '
           'efficientnet efficientnet_v2 nasnet convnext imagenet_utils').split()


def missing(name):
    def make(*arguments, **keywords):
        raise MissingPackage('keras.applications', name)
    make.__name__ = name
    return make


def preprocess_input(x, *arguments, **keywords):
    return x


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'keras.applications' has no attribute '%s'" % name)
    return preprocess_input if name == 'preprocess_input' else missing(name)


for _name in MODULES:
    _module = types.ModuleType('keras.applications.' + _name)
    _module.__getattr__ = __getattr__
    globals()[_name] = sys.modules['keras.applications.' + _name] = _module
