"""`mmcv.cnn.utils`."""
from mmengine._inert import public

from .fuse_conv_bn import fuse_conv_bn

__all__ = ['fuse_conv_bn']
__getattr__ = public(__name__)
