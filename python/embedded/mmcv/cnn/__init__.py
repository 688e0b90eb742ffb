"""`mmcv.cnn`, with the names that mmcv 1 had there."""
import sys

from mmengine._inert import alias, public
from mmengine.model import weight_init
from mmengine.model.weight_init import *  # noqa: F401,F403

from . import bricks
from .bricks import *  # noqa: F401,F403
from .bricks.registry import *  # noqa: F401,F403
from .utils import fuse_conv_bn

__all__ = ['bricks', 'fuse_conv_bn', *bricks.__all__]
__getattr__ = public(__name__)
alias(__name__, 'alexnet resnet rfsearch vgg', sys.modules[__name__])
alias(__name__ + '.utils', 'weight_init', weight_init)
