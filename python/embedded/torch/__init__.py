"""A stand-in for torch 2.13: shapes and a recording, no numbers."""
import builtins as _builtins
import math as _math

from ._core import methods as _methods
from ._core import reading as _reading
from ._core import route as _route
from ._core.creation import as_tensor, tensor, typed as _typed
from ._core.dtypes import DTYPES as _DTYPES
from ._core.dtypes import ALIASES as _ALIASES
from ._core.dtypes import Size, device, dtype, finfo, iinfo
from ._core.grad import enable_grad, inference_mode, no_grad, set_grad_enabled
from ._core.tensor import Tensor

_methods.install()
_reading.install()
_route.install()

from . import _operations  # noqa: E402,F401
from ._missing import missing as _missing  # noqa: E402
from ._names import TORCH as _TORCH  # noqa: E402
from skipscope.recording.aliases import is_known as _is_known  # noqa: E402

__version__ = '2.13.0'
pi, e, inf, nan = _math.pi, _math.e, _math.inf, _math.nan
for _name in _TORCH:
    if _name in _methods.FUNCTIONS:
        globals()[_name] = _methods.FUNCTIONS[_name]
    elif _name not in globals() and _is_known(_name):
        globals()[_name] = _methods.function(_name)
globals().update(_DTYPES)
globals().update(_ALIASES)
float, int, bool = _ALIASES['float'], _ALIASES['int'], _DTYPES['bool']
double, half, long, short = _ALIASES['double'], _ALIASES['half'], _ALIASES['long'], _ALIASES['short']
for _name in ('Float', 'Double', 'Half', 'Long', 'Int', 'Short', 'Byte', 'Char', 'Bool', 'BFloat16'):
    globals()[_name + 'Tensor'] = _typed(_name + 'Tensor')

from ._autocast import *  # noqa: E402,F403
from ._top import *  # noqa: E402,F403
from ._top import Generator, compile, is_tensor  # noqa: E402
from . import nn  # noqa: E402
from . import autograd, distributions, optim, utils  # noqa: E402,F401
from . import _inert  # noqa: E402

_inert.install(__name__)
del _name


def __getattr__(name):
    if name in ('npu', 'xla', 'musa', 'mlu'):
        raise AttributeError("module 'torch' has no attribute '%s'" % name)
    return _missing('torch', name, _TORCH)


def __dir__():
    return sorted({*globals(), *_TORCH})


