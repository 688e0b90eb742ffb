"""MobileNet v2 and v3 under one name."""
from . import mobilenetv2 as _second, mobilenetv3 as _third
from .mobilenetv2 import *  # noqa: F403
from .mobilenetv3 import *  # noqa: F403

__all__ = _second.__all__ + _third.__all__
