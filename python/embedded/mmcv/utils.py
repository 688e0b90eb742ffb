"""`mmcv.utils` of mmcv 1: registries, configurations and helpers, where mmengine has them now."""
import logging
import sys

from mmengine._inert import alias, public
from mmengine.config import Config, ConfigDict, DictAction
from mmengine.logging import print_log
from mmengine.registry import Registry, build_from_cfg
from mmengine.utils import *  # noqa: F401,F403
from mmengine.utils import __all__ as _helpers
from mmengine.utils.dl_utils.parrots_wrapper import TORCH_VERSION, SyncBatchNorm, _BatchNorm, _ConvNd, _InstanceNorm

IS_CUDA_AVAILABLE = IS_MLU_AVAILABLE = IS_MPS_AVAILABLE = IS_NPU_AVAILABLE = IS_MUSA_AVAILABLE = False
__all__ = ['Config', 'ConfigDict', 'DictAction', 'Registry', 'SyncBatchNorm', 'TORCH_VERSION', '_BatchNorm', '_ConvNd', '_InstanceNorm',
           'build_from_cfg', 'get_logger', 'print_log', *_helpers]


def get_logger(name, log_file=None, log_level=logging.INFO, file_mode='w'):
    return logging.getLogger(name)


__getattr__ = public(__name__)
alias(__name__, 'config device_type env ext_loader logging misc parrots_jit parrots_wrapper path registry version_utils', sys.modules[__name__])
