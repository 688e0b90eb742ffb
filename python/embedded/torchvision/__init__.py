"""A stand-in for torchvision: models from its own sources where they are mounted, else many of our own; transforms and data sets are inert."""
import os
import sys

__version__ = '0.28.0'

from . import _models, datasets, extension, io, transforms, utils
from . import _ops as ops

sys.modules[__name__ + '.models'] = models = _models
for _name in ('alexnet', 'convnext', 'densenet', 'efficientnet', 'feature_extraction', 'googlenet', 'inception', 'mnasnet', 'mobilenet',
              'mobilenetv2', 'mobilenetv3', 'regnet', 'resnet', 'shufflenetv2', 'squeezenet', 'swin_transformer', 'vgg', 'vision_transformer'):
    sys.modules['%s.models.%s' % (__name__, _name)] = sys.modules['%s._models.%s' % (__name__, _name)]
sys.modules[__name__ + '.models._utils'] = _models.utilities
sys.modules[__name__ + '.models.detection'] = _models.detection
sys.modules[__name__ + '.models.detection.backbone_utils'] = _models.detection.backbone_utils
sys.modules[__name__ + '.ops'] = ops
for _name in ('boxes', 'feature_pyramid_network', 'misc', 'poolers', 'stochastic_depth'):
    sys.modules['%s.ops.%s' % (__name__, _name)] = sys.modules['%s._ops.%s' % (__name__, _name)]
del _name

__all__ = ['datasets', 'extension', 'io', 'models', 'mount', 'ops', 'transforms', 'utils']


def mount(folder):
    """Take `models` and `ops` from a torchvision's own sources (the folder that holds its `__init__.py`)."""
    for name in [name for name in sys.modules if name.startswith((__name__ + '.models', __name__ + '.ops'))]:
        del sys.modules[name]
    for name in ('models', 'ops'):
        globals().pop(name, None)
    __path__.append(os.path.abspath(folder))


def set_image_backend(backend):
    return None


def get_image_backend():
    return 'PIL'


def _is_tracing():
    return False


def disable_beta_transforms_warning():
    return None
