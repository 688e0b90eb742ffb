"""`torch.nn`."""
from .._core.parameter import Buffer, Parameter
from .._missing import missing
from .._names import NN
from . import functional, init, modules, parameter, utils
from .modules import *  # noqa: F403
from .parallel import DataParallel
from .parameter import UninitializedBuffer, UninitializedParameter

__all__ = ['Buffer', 'DataParallel', 'Parameter', 'UninitializedBuffer', 'UninitializedParameter', 'functional', 'init', 'modules',
           'parameter', 'utils', *modules.__all__]


def __getattr__(name):
    return missing('torch.nn', name, NN)
