"""`mmengine.runner`: weights are left out and nothing is trained."""
import sys

import torch

from .. import _inert
from . import checkpoint
from .checkpoint import (CheckpointLoader, find_latest_checkpoint, get_state_dict, load_checkpoint, load_state_dict, save_checkpoint, weights_to_cpu)

__all__ = ['CheckpointLoader', 'autocast', 'checkpoint', 'find_latest_checkpoint', 'get_state_dict', 'load_checkpoint', 'load_state_dict',
           'save_checkpoint', 'set_random_seed', 'turn_on_activation_checkpointing', 'weights_to_cpu']


def autocast(device_type=None, dtype=None, enabled=True, cache_enabled=None):
    return torch.autocast(device_type or 'cpu', enabled=False)


def set_random_seed(seed=None, deterministic=False, diff_rank_seed=False):
    return seed or 0


def turn_on_activation_checkpointing(model, modules):
    """The same network."""


__getattr__ = _inert.public(__name__)
_inert.alias(__name__, 'activation_checkpointing amp utils', sys.modules[__name__])
_inert.install(__name__, 'base_loop log_processor loops priority runner')
