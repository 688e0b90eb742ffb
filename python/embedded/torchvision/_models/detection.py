"""Detectors are not built here; the backbones that they share are."""
from . import backbone_utils

__all__ = ['backbone_utils']


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    from torch._missing import Missing
    return Missing('torchvision.models.detection.' + name)
