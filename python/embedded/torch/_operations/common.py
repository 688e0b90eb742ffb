"""Shapes that many operations share."""

from .._core.call import shape_of, Several, SHAPES
from .._core.dtypes import bool_, default_dtype, float32, int64, larger, promoted
from .._core.tensor import Tensor

__all__ = ['shape_of', 'Several', 'SHAPES', 'bool_', 'default_dtype', 'float32', 'int64', 'larger', 'promoted', 'Tensor',
           'shape', 'broadcast', 'floating', 'reduced', 'same']


def shape(value):
    return tuple(value._shape) if isinstance(value, Tensor) else ()


def broadcast(*values):
    """The common shape of tensors and numbers; raises torch's error where there is none."""
    shapes = [shape(value) for value in values]
    first = shapes[0]
    if all(one == first for one in shapes):
        return first
    n = max(len(one) for one in shapes)
    result = []
    for at in range(n - 1, -1, -1):
        extent = 1
        for one in shapes:
            place = at - n + len(one)
            if place >= 0 and one[place] != 1:
                if extent != 1 and one[place] != extent:
                    raise mismatch(extent, one[place], at)
                extent = one[place]
        result.append(extent)
    return tuple(result[::-1])


def mismatch(a, b, dim):
    return RuntimeError('The size of tensor a (%d) must match the size of tensor b (%d) at non-singleton dimension %d' % (a, b, dim))


def floating(dtype):
    """The type of an operation that makes real numbers of ints."""
    return dtype if dtype.category in ('float', 'complex') else default_dtype()


def reduced(shape, dim, keepdim):
    """The shape without the reduced dimensions; `dim` None for all."""
    gone = range(len(shape)) if dim is None else (dim,) if isinstance(dim, int) else dim
    if keepdim:
        return tuple(1 if at in gone else extent for at, extent in enumerate(shape))
    return tuple(extent for at, extent in enumerate(shape) if at not in gone)


def same(bound):
    """The shape and the type of the first argument."""
    first = bound['input']
    return first._shape, first._dtype
