"""A few of torchvision's models by their published layouts, for where its sources are not mounted."""
from . import alexnet as _alexnet, densenet as _densenet, mobilenet as _mobilenet, resnet as _resnet, utilities as utilities, vgg as _vgg
from .alexnet import *  # noqa: F403
from .densenet import *  # noqa: F403
from .mobilenet import *  # noqa: F403
from .resnet import *  # noqa: F403
from .vgg import *  # noqa: F403

_SOURCES = (_alexnet, _densenet, _mobilenet, _resnet, _vgg)
__all__ = [name for source in _SOURCES for name in source.__all__]


class _Weights:
    """`ResNet18_Weights.DEFAULT`: a name."""

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return name


def get_model(name, **config):
    return globals()[name.lower()](**config)


def list_models(*arguments, **keywords):
    return [name for name in __all__ if name.islower()]


def __getattr__(name):
    if name.endswith('_Weights'):
        return _Weights()
    if name.startswith('__'):
        raise AttributeError(name)
    from torch._missing import Missing
    return Missing('torchvision.models.' + name)
