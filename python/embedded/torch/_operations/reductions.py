"""Sums, means, extremes, norms."""
from collections import namedtuple

from .._core.dtypes import as_dtype
from .common import Several, bool_, broadcast, floating, int64, promoted, reduced, shape_of

KINDS = {name: namedtuple(name, ('values', 'indices')) for name in (
    'max', 'min', 'median', 'nanmedian', 'mode', 'kthvalue', 'topk', 'sort', 'cummax', 'cummin')}
MinMax = namedtuple('aminmax', ('min', 'max'))


def paired(name, shape, dtype):
    """Values and where they stand, as torch's named pairs."""
    kind = KINDS[name]
    return Several([(shape, dtype), (shape, int64)], lambda pair: kind(*pair))


@shape_of('sum', 'nansum', 'prod')
def summed(bound):
    first, dtype = bound['input'], bound['dtype']
    out = as_dtype(dtype) if dtype is not None else int64 if first._dtype.category in ('bool', 'int') else first._dtype
    return reduced(first._shape, bound['dim'], bound['keepdim']), out


@shape_of('mean', 'nanmean')
def mean(bound):
    first, dtype = bound['input'], bound['dtype']
    out = first._dtype if dtype is None else as_dtype(dtype)
    if out.category in ('bool', 'int'):
        raise RuntimeError('mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: %s'
                           % {'int64': 'Long', 'bool': 'Bool', 'int32': 'Int', 'uint8': 'Byte'}.get(out.name, out.name))
    return reduced(first._shape, bound['dim'], bound['keepdim']), out


@shape_of('logsumexp', 'std', 'var', 'norm', 'quantile')
def real(bound):
    first = bound['input']
    dtype = bound.get('dtype')
    return reduced(first._shape, bound['dim'], bound['keepdim']), floating(first._dtype if dtype is None else as_dtype(dtype)).to_real()


@shape_of('trapezoid')
def trapezoid(bound):
    first, dim, points = bound['input'], bound['dim'], bound['x']
    if points is not None and len(points._shape) == 1 and points._shape[0] != first._shape[dim]:
        raise RuntimeError('trapezoid: There must be one `x` value for each sample point')
    return reduced(first._shape, dim, False), floating(first._dtype)


@shape_of('amax', 'amin')
def extreme(bound):
    first = bound['input']
    return reduced(first._shape, bound['dim'], bound['keepdim']), first._dtype


def with_indices(name):
    @shape_of(name)
    def shape(bound):
        first, dim = bound['input'], bound['dim']
        if dim is None:
            return (), first._dtype
        return paired(name, reduced(first._shape, dim, bound['keepdim']), first._dtype)
    return shape


for one in ('max', 'min', 'median', 'nanmedian', 'mode', 'kthvalue'):
    with_indices(one)


@shape_of('aminmax')
def aminmax(bound):
    first = bound['input']
    out = reduced(first._shape, bound['dim'], bound['keepdim']), first._dtype
    return Several([out, out], lambda pair: MinMax(*pair))


@shape_of('argmax', 'argmin', 'count_nonzero')
def places(bound):
    return reduced(bound['input']._shape, bound['dim'], bound.get('keepdim', False)), int64


@shape_of('any', 'all')
def truth(bound):
    return reduced(bound['input']._shape, bound['dim'], bound['keepdim']), bool_


@shape_of('dist')
def dist(bound):
    broadcast(bound['input'], bound['other'])
    return (), promoted(bound['input'], bound['other'])
