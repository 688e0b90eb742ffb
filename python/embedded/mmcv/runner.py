"""`mmcv.runner` of mmcv 1: modules and checkpoints, where mmengine has them now."""
import sys

from mmengine._inert import alias, public
from mmengine.dist import get_dist_info, master_only
from mmengine.model.base_module import BaseModule, ModuleDict, ModuleList, Sequential
from mmengine.runner import set_random_seed
from mmengine.runner.checkpoint import (CheckpointLoader, _load_checkpoint, _load_checkpoint_with_prefix, load_checkpoint, load_state_dict,
                                        save_checkpoint)

__all__ = ['BaseModule', 'CheckpointLoader', 'ModuleDict', 'ModuleList', 'Sequential', '_load_checkpoint', '_load_checkpoint_with_prefix',
           'auto_fp16', 'force_fp32', 'get_dist_info', 'load_checkpoint', 'load_state_dict', 'master_only', 'save_checkpoint', 'set_random_seed']


def auto_fp16(apply_to=None, out_fp32=False, supported_types=None):
    """A decorator: halves are taken on a GPU alone."""
    return lambda function: function


def force_fp32(apply_to=None, out_fp16=False):
    return lambda function: function


__getattr__ = public(__name__)
alias(__name__, 'base_module checkpoint dist_utils fp16_utils utils', sys.modules[__name__])
