"""`keras.random`. A draw by the shape of a tensor reads it in the graph; any other is a value that nobody knows."""
from ._core.operation import Spec
from ._core.shapes import Extent, Shape, told
from ._core.tensor import Derived, dtype_name
from ._ops.free import free
from .ops import dropout as dropout


class SeedGenerator:
    """Seeds are drawn elsewhere."""

    def __init__(self, seed=None, **keywords):
        self.seed = seed

    def next(self):
        return self.seed


def _drawn(x, shape, **options):
    return Spec(Shape(shape))


_normal, _truncated, _uniform = (
    free(name, _drawn, 'random', ('shape', *options)) for name, options in (
        ('RandomStandardNormal', ('mean', 'stddev')), ('TruncatedNormal', ('mean', 'stddev')), ('RandomUniform', ('minval', 'maxval'))))


def _draw(function, shape, dtype, **options):
    extents = told(shape)
    of = next((one.of for one in _listed(shape) if isinstance(one, Extent) and getattr(one.of, 'node', None) is not None), None)
    if of is None:
        return Derived(extents, dtype_name(dtype), [])
    return function(of, shape=list(extents), **options)


def _listed(shape):
    return shape if isinstance(shape, (list, tuple)) else [shape]


def normal(shape, mean=0.0, stddev=1.0, dtype='float32', seed=None, name=None):
    return _draw(_normal, shape, dtype, mean=mean, stddev=stddev)


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype='float32', seed=None, name=None):
    return _draw(_truncated, shape, dtype, mean=mean, stddev=stddev)


def uniform(shape, minval=0.0, maxval=1.0, dtype='float32', seed=None, name=None):
    return _draw(_uniform, shape, dtype, minval=minval, maxval=1.0 if maxval is None else maxval)


def randint(shape, *arguments, dtype='int32', **keywords):
    return Derived(told(shape), dtype_name(dtype), [])
