"""`mmengine.utils.dl_utils`."""
import sys

import torch

from ..._inert import alias, public
from ..misc import is_tuple_of
from .parrots_wrapper import TORCH_VERSION, _BatchNorm, _InstanceNorm

__all__ = ['TORCH_VERSION', 'has_batch_norm', 'is_jit_tracing', 'is_norm', 'mmcv_full_available', 'set_multi_processing', 'torch_meshgrid']


def is_norm(layer, exclude=None):
    if exclude is not None and not is_tuple_of(exclude if isinstance(exclude, tuple) else (exclude,), type):
        raise TypeError('"exclude" is a type, types or None, not %s' % (exclude,))
    if exclude is not None and isinstance(layer, exclude):
        return False
    return isinstance(layer, (_BatchNorm, _InstanceNorm, torch.nn.GroupNorm, torch.nn.LayerNorm))


def has_batch_norm(model):
    return any(isinstance(one, _BatchNorm) for one in model.modules())


def torch_meshgrid(*tensors):
    return torch.meshgrid(*tensors, indexing='ij')


def is_jit_tracing():
    return False


def mmcv_full_available():
    return False


def set_multi_processing(*arguments, **keywords):
    """Starts nothing."""


__getattr__ = public(__name__)
alias(__name__, 'collect_env hub misc setup_env time_counter torch_ops trace visualize', sys.modules[__name__])
