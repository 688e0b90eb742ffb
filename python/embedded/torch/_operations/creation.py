"""Tensors from nothing."""
import math

from .._core.dtypes import as_dtype, default_dtype, int64, of_number
from .common import shape_of
from .._core.tensor import Tensor


def sized(size):
    told = []
    for extent in size:
        if isinstance(extent, float):
            raise TypeError('empty(): argument \'size\' failed to unpack the object at pos 1 with error "type must be tuple of ints,but got float"')
        extent = int(extent)
        if extent < 0:
            raise RuntimeError('zeros: Dimension size must be non-negative.')
        told.append(extent)
    return tuple(told)


@shape_of('full')
def full(bound):
    value, dtype = bound['fill_value'], bound['dtype']
    bound['size'] = sized(bound['size'])
    if dtype is None:
        dtype = value._dtype if isinstance(value, Tensor) else of_number(value)
    bound['dtype'] = as_dtype(dtype)
    return bound['size'], bound['dtype']


@shape_of('rand', 'randn')
def random(bound):
    bound['size'] = sized(bound['size'])
    bound['dtype'] = as_dtype(bound['dtype'])
    return bound['size'], bound['dtype']


@shape_of('randint')
def randint(bound):
    bound['size'] = sized(bound['size'])
    bound['dtype'] = as_dtype(bound['dtype'], int64)
    return bound['size'], bound['dtype']


@shape_of('randperm')
def randperm(bound):
    bound['dtype'] = as_dtype(bound['dtype'], int64)
    return (int(bound['n']),), bound['dtype']


@shape_of('arange')
def arange(bound):
    values = [bound[key] for key in ('start', 'end', 'step')]
    if bound['step'] == 0:
        raise RuntimeError('step must be nonzero')
    count = math.ceil((bound['end'] - bound['start']) / bound['step'])
    if count < 0:
        raise RuntimeError('upper bound and lower bound inconsistent with step sign')
    whole = all(isinstance(value, int) for value in values)
    bound['dtype'] = as_dtype(bound['dtype'], int64 if whole else default_dtype())
    return (count,), bound['dtype']


@shape_of('linspace', 'logspace')
def linspace(bound):
    bound['dtype'] = as_dtype(bound['dtype'])
    return (bound['steps'],), bound['dtype']


@shape_of('eye')
def eye(bound):
    bound['dtype'] = as_dtype(bound['dtype'])
    return (int(bound['n']), int(bound['m'])), bound['dtype']


@shape_of('triu_indices')
def triangle(bound):
    rows, columns, offset = bound['row'], bound['col'], bound['offset']
    below = sum(min(max(row + offset, 0), columns) for row in range(rows))
    return (2, rows * columns - below), int64


@shape_of('tril_indices')
def lower_triangle(bound):
    rows, columns, offset = bound['row'], bound['col'], bound['offset']
    return (2, sum(min(max(row + offset + 1, 0), columns) for row in range(rows))), int64


@shape_of('hann_window', 'hamming_window', 'blackman_window', 'bartlett_window', 'kaiser_window')
def window(bound):
    return (bound['window_length'],), default_dtype()


@shape_of('multinomial')
def multinomial(bound):
    return (*bound['input']._shape[:-1], bound['num_samples']), int64


@shape_of('custom')
def custom(bound):
    first = bound['tensors'][0]
    return first._shape, first._dtype
