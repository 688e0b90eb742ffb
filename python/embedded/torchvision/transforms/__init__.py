"""Transforms: made and kept, never run. Where a crop or a resize tells the picture's size, it is an attribute."""
import enum
import sys

from . import inert
from .inert import Compose, Transform, transform

__all__ = ['Compose', 'InterpolationMode', 'Transform']


class InterpolationMode(enum.Enum):
    NEAREST = 'nearest'
    NEAREST_EXACT = 'nearest-exact'
    BILINEAR = 'bilinear'
    BICUBIC = 'bicubic'
    BOX = 'box'
    HAMMING = 'hamming'
    LANCZOS = 'lanczos'


inert.InterpolationMode = InterpolationMode
functional = inert
for _name in ('functional', 'transforms', '_presets', 'v2', 'v2.functional', 'autoaugment', 'functional_tensor', '_transforms_video'):
    sys.modules['%s.%s' % (__name__, _name)] = inert
v2 = inert


def __getattr__(name):
    return transform(name)
