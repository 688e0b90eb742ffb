"""The networks of `keras.applications` as their layers in order, on whichever keras is imported."""
import hashlib
import json
import re

import keras

NETWORKS = ('VGG16 VGG19 ResNet50 ResNet101 ResNet50V2 ResNet152V2 DenseNet121 DenseNet201 MobileNet MobileNetV2 MobileNetV3Small MobileNetV3Large '
            'Xception InceptionV3 EfficientNetB0 EfficientNetB3 EfficientNetB7 EfficientNetV2B0 EfficientNetV2B3 EfficientNetV2S EfficientNetV2L '
            'NASNetMobile NASNetLarge ConvNeXtTiny').split()
FIELDS = ('filters kernel_size strides padding use_bias units depth_multiplier rate pool_size epsilon momentum max_value activation scale '
          'target_shape').split()
HEADLESS = {'include_top': False, 'input_shape': (128, 128, 3), 'pooling': 'avg'}


def plain(value):
    return [plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def layer(one):
    """Its class, its name without the number that Keras gives, and what it is made with."""
    config = one.get_config() if hasattr(one, 'get_config') else {}
    return [type(one).__name__, re.sub(r'_\d+$', '', one.name), {key: plain(config[key]) for key in FIELDS if key in config}]


def layout(name, **options):
    """The number of layers, and a digest of them."""
    layers = [layer(one) for one in getattr(keras.applications, name)(weights=None, **options).layers]
    return [len(layers), hashlib.sha256(json.dumps(layers, sort_keys=True).encode()).hexdigest()[:16]]


def layouts():
    return {name: [layout(name), layout(name, **HEADLESS)] for name in NETWORKS}
