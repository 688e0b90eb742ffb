"""Many of torchvision's models by their published layouts, for where its sources are not mounted."""
from fnmatch import fnmatch

from . import (
    alexnet as _alexnet, convnext as _convnext, densenet as _densenet, detection as detection, efficientnet as _efficientnet,
    feature_extraction as feature_extraction, googlenet as _googlenet, inception as _inception, mnasnet as _mnasnet, mobilenet as _mobilenet,
    regnet as _regnet, resnet as _resnet, shufflenetv2 as _shufflenetv2, squeezenet as _squeezenet, swin_transformer as _swin_transformer,
    utilities as _utils, vgg as _vgg, vision_transformer as _vision_transformer)
from .alexnet import *  # noqa: F403
from .convnext import *  # noqa: F403
from .densenet import *  # noqa: F403
from .efficientnet import *  # noqa: F403
from .googlenet import *  # noqa: F403
from .inception import *  # noqa: F403
from .mnasnet import *  # noqa: F403
from .mobilenet import *  # noqa: F403
from .regnet import *  # noqa: F403
from .resnet import *  # noqa: F403
from .shufflenetv2 import *  # noqa: F403
from .squeezenet import *  # noqa: F403
from .swin_transformer import *  # noqa: F403
from .vgg import *  # noqa: F403
from .vision_transformer import *  # noqa: F403
from .weights import BUILDERS

_SOURCES = (_alexnet, _convnext, _densenet, _efficientnet, _googlenet, _inception, _mnasnet, _mobilenet, _regnet, _resnet, _shufflenetv2,
            _squeezenet, _swin_transformer, _vgg, _vision_transformer)
__all__ = [name for source in _SOURCES for name in source.__all__]


class _Weights:
    """`ResNet18_Weights.DEFAULT`: a name."""

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return name


def get_model_builder(name):
    from torch._missing import Missing
    return BUILDERS.get(name.lower()) or Missing('torchvision.models.' + name.lower())


def get_model(name, **config):
    return get_model_builder(name)(**config)


def list_models(module=None, include=None, exclude=None):
    """The names of models: of a module, like one of the patterns of `include`, like none of `exclude`."""
    def is_like(name, patterns):
        return any(fnmatch(name, pattern) for pattern in ([patterns] if isinstance(patterns, str) else patterns))

    names = [name for name, build in BUILDERS.items() if module is None or build.__module__ == module.__name__]
    return sorted(name for name in names if (include is None or is_like(name, include)) and (exclude is None or not is_like(name, exclude)))


def __getattr__(name):
    if name.endswith('_Weights'):
        return _Weights()
    if name.startswith('__'):
        raise AttributeError(name)
    from torch._missing import Missing
    return Missing('torchvision.models.' + name)
