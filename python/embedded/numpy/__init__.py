"""A stand-in for NumPy: small arrays over Python's numbers, and the functions that models use for their sizes and tables."""
import sys as _sys

from . import functions as _functions, random
from .arrays import bool_, dtype, float16, float32, float64, int8, int16, int32, int64, ndarray, uint8
from .functions import *  # noqa: F403
from . import linalg

__version__ = '2.3.0'
pi, e, inf, nan = 3.141592653589793, 2.718281828459045, float('inf'), float('nan')
newaxis = None
Inf, NaN, NAN = inf, nan, nan
generic = number = (int, float)
floating, integer = float, int
float_, int_, double, single, uint32, uint64, uint16, intp, object_, str_ = float64, int64, float64, float32, int64, int64, int32, int64, object, str
npt = typing = type(_sys)('numpy.typing')
typing.NDArray = typing.ArrayLike = ndarray
_sys.modules['numpy.typing'] = typing
__all__ = [*_functions.__all__, 'bool_', 'dtype', 'float16', 'float32', 'float64', 'int16', 'int32', 'int64', 'int8', 'linalg', 'ndarray', 'random', 'uint8']


class iinfo:
    def __init__(self, kind):
        self.min, self.max = -2 ** 63, 2 ** 63 - 1


class finfo:
    def __init__(self, kind):
        self.eps, self.max, self.min = 2.220446049250313e-16, 1.7976931348623157e+308, -1.7976931348623157e+308


def seterr(*arguments, **keywords):
    return {}


set_printoptions = seterr


# Names of Python's own types, which NumPy had until version 1.24.
PLAIN = {'int': int, 'float': float, 'bool': bool, 'complex': complex, 'object': object, 'str': str}


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    if name in PLAIN:
        return PLAIN[name]
    from .missing import Missing
    return Missing('numpy.' + name)
