"""Parameters with the numbers that torch draws them from."""
import math

from ..._core.creation import drawn
from ..._core.dtypes import as_dtype
from ..._core.parameter import Parameter


def uniform(shape, bound, dtype=None):
    return Parameter(drawn(shape, 'uniform', {'from': -bound, 'to': bound}, as_dtype(dtype)))


def normal(shape, mean, std, dtype=None):
    return Parameter(drawn(shape, 'normal', {'mean': mean, 'std': std}, as_dtype(dtype)))


def constant(shape, value, dtype=None):
    return Parameter(filled(shape, value, dtype))


def filled(shape, value, dtype=None):
    """A tensor that is no parameter."""
    dtype = as_dtype(dtype)
    return drawn(shape, 'full', {'size': tuple(shape), 'fill_value': value, 'dtype': dtype.name}, dtype)


def fan_in_bound(fan_in):
    """`kaiming_uniform_(a=√5)`: gain √(2 / (1 + 5)) × √(3 / fan_in) = 1 / √fan_in."""
    return 1 / math.sqrt(fan_in) if fan_in > 0 else 0.0
