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
floating, integer = float, int
float_, int_, double, single, uint32, uint64, uint16, intp, object_, str_ = float64, int64, float64, float32, int64, int64, int32, int64, object, str
npt = typing = type(_sys)('numpy.typing')
typing.NDArray = typing.ArrayLike = ndarray
_sys.modules['numpy.typing'] = typing
__all__ = [*_functions.__all__, 'bool_', 'dtype', 'float16', 'float32', 'float64', 'int16', 'int32', 'int64', 'int8', 'linalg', 'ndarray', 'random', 'uint8']


class _AnyNumber(type):
    def __instancecheck__(cls, value):
        return isinstance(value, (int, float))


class number(metaclass=_AnyNumber):
    """Every number is one of Python's here; `isinstance(value, np.number)` holds for them."""


generic = number


class iinfo:
    def __init__(self, kind):
        self.bits = int(''.join(filter(str.isdigit, getattr(kind, 'name', str(kind)))) or 64)
        is_signed = getattr(kind, 'name', str(kind))[:1] != 'u'
        self.min = -2 ** (self.bits - 1) if is_signed else 0
        self.max = 2 ** (self.bits - is_signed) - 1


# Bits of the mantissa and the largest exponent of IEEE 754.
_FORMATS = {'float16': (10, 16), 'float32': (23, 128), 'float64': (52, 1024)}


class finfo:
    def __init__(self, kind):
        bits, exponent = _FORMATS.get(getattr(kind, 'name', str(kind)), _FORMATS['float64'])
        self.eps = 2.0 ** -bits
        self.max = (2 - self.eps) * 2.0 ** (exponent - 1)
        self.min, self.tiny = -self.max, 2.0 ** (2 - exponent)
        self.smallest_normal = self.tiny


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
