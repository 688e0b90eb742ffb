"""Functions of NumPy."""
import builtins
import math
import operator

from .arrays import as_array, as_dtype, broadcast_shape, elementwise, float64, int64, ndarray
from .joining import append, atleast_1d, concatenate, expand_dims, hstack, meshgrid, repeat, roll, stack, tile, vstack
from .products import einsum
from .reductions import all, amax, amin, any, argmax, argmin, cumprod, cumsum, max, mean, min, prod, std, sum, var

__all__ = [
    'abs', 'absolute', 'amax', 'amin', 'all', 'allclose', 'any', 'append', 'arange', 'argmax', 'argmin', 'argsort', 'array', 'array_equal', 'asarray', 'atleast_1d', 'ceil',
    'clip', 'concatenate', 'copy', 'cos', 'cumprod', 'cumsum', 'deg2rad', 'diag', 'diff', 'divide', 'dot', 'einsum', 'empty', 'expand_dims', 'exp', 'eye', 'flip',
    'floor', 'full', 'full_like', 'hstack', 'identity', 'isinf', 'isnan', 'isscalar', 'linspace', 'log', 'log10', 'log2', 'logspace', 'matmul', 'max',
    'maximum', 'mean', 'meshgrid', 'min', 'minimum', 'mod', 'multiply', 'ndim', 'ones', 'ones_like', 'outer', 'power', 'prod', 'ravel', 'repeat', 'reshape',
    'rint', 'round', 'searchsorted', 'shape', 'sign', 'sin', 'size', 'sort', 'split', 'sqrt', 'square', 'squeeze', 'stack', 'std', 'sum', 'tan', 'tanh',
    'roll', 'tile', 'transpose', 'tril', 'triu', 'unique', 'var', 'vstack', 'where', 'zeros', 'zeros_like', 'floor_divide', 'add', 'subtract', 'swapaxes', 'around']


def array(object, dtype=None, copy=True, ndmin=0):
    if isinstance(object, ndarray):
        return object.copy() if dtype is None else object.astype(dtype)
    if hasattr(object, 'detach') and hasattr(object, 'numpy'):
        return object.numpy()
    if hasattr(object, '__iter__') and not isinstance(object, (str, bytes)):
        parts = [array(entry) for entry in object]
        if any_shape_differs(parts):
            raise ValueError('setting an array element with a sequence. The requested array has an inhomogeneous shape')
        inner = parts[0].shape if parts else ()
        made = ndarray((len(parts), *inner), [entry for part in parts for entry in part.entries])
    else:
        made = ndarray((), [object])
    if dtype is not None:
        return made.astype(dtype)
    if made.dtype is float64:
        made.entries = [float(entry) if isinstance(entry, (int, bool)) else entry for entry in made.entries]
    return made


def any_shape_differs(parts):
    return builtins.any(part.shape != parts[0].shape for part in parts)


def asarray(a, dtype=None):
    return a if isinstance(a, ndarray) and dtype is None else array(a, dtype)


ascontiguousarray = asarray


def extents(shape):
    return (shape,) if not hasattr(shape, '__iter__') else tuple(int(extent) for extent in shape)


def full(shape, fill_value, dtype=None):
    kind = as_dtype(dtype, [fill_value])
    return ndarray(extents(shape), [kind.kind(fill_value)] * math.prod(extents(shape)), kind)


def zeros(shape, dtype=float):
    return full(shape, 0, dtype)


def ones(shape, dtype=float):
    return full(shape, 1, dtype)


empty = zeros


def zeros_like(a, dtype=None):
    return full(as_array(a).shape, 0, dtype or as_array(a).dtype)


def ones_like(a, dtype=None):
    return full(as_array(a).shape, 1, dtype or as_array(a).dtype)


def full_like(a, fill_value, dtype=None):
    return full(as_array(a).shape, fill_value, dtype or as_array(a).dtype)


def eye(N, M=None, k=0, dtype=float):
    columns = N if M is None else M
    return array([[1 if c - r == k else 0 for c in range(columns)] for r in range(N)], dtype)


identity = eye


def arange(start, stop=None, step=1, dtype=None):
    start, stop = (0, start) if stop is None else (start, stop)
    count = builtins.max(0, math.ceil((stop - start) / step))
    return array([start + at * step for at in range(count)], dtype) if count else ndarray((0,), [], dtype)


def linspace(start, stop, num=50, endpoint=True, dtype=None):
    steps = num - 1 if endpoint else num
    return array([start + (stop - start) * at / steps if steps else float(start) for at in range(num)], dtype or float)


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None):
    return array([base ** value for value in linspace(start, stop, num, endpoint).entries], dtype or float)


def unary(function):
    def call(x, *arguments, **keywords):
        if not isinstance(x, ndarray) and not hasattr(x, '__iter__'):
            return function(x)
        x = as_array(x)
        return ndarray(x.shape, [function(entry) for entry in x.entries])
    return call


def guarded_log(function):
    return lambda x: function(x) if x > 0 else -math.inf if x == 0 else math.nan


sqrt = unary(lambda x: math.sqrt(x) if x >= 0 else math.nan)
log, log2, log10 = (unary(guarded_log(one)) for one in (math.log, math.log2, math.log10))
exp, sin, cos, tan, tanh, deg2rad = (unary(one) for one in (math.exp, math.sin, math.cos, math.tan, math.tanh, math.radians))
ceil, floor, rint = (unary(lambda x, one=one: float(one(x))) for one in (math.ceil, math.floor, builtins.round))
abs = absolute = unary(builtins.abs)
sign, square = unary(lambda x: (x > 0) - (x < 0)), unary(lambda x: x * x)
isnan, isinf = unary(lambda x: x != x), unary(lambda x: x in (math.inf, -math.inf))


def round(a, decimals=0):
    return unary(lambda x: builtins.round(x, decimals) if isinstance(x, float) else x)(a)


around = round


def two(function):
    return lambda a, b: elementwise(function, a, b)


power, multiply, divide, mod, add, subtract, floor_divide, maximum, minimum = map(two, (
    operator.pow, operator.mul, operator.truediv, operator.mod, operator.add, operator.sub, operator.floordiv, builtins.max, builtins.min))


def clip(a, a_min=None, a_max=None):
    low = -math.inf if a_min is None else a_min
    high = math.inf if a_max is None else a_max
    return unary(lambda x: builtins.min(builtins.max(x, low), high))(a)


def where(condition, x=None, y=None):
    condition = as_array(condition)
    if x is None:
        return (array([at for at, flag in enumerate(condition.entries) if flag], int),)
    x, y = as_array(x), as_array(y)
    shape = broadcast_shape(condition.shape, broadcast_shape(x.shape, y.shape))
    return ndarray(shape, [a if c else b for c, a, b in zip(condition.spread(shape), x.spread(shape), y.spread(shape))])


def dot(a, b):
    a, b = as_array(a), as_array(b)
    left, right = a.reshape(1, -1) if a.ndim == 1 else a, b.reshape(-1, 1) if b.ndim == 1 else b
    (n, k), (k2, m) = left.shape, right.shape
    if k != k2:
        raise ValueError('shapes %s and %s not aligned' % (a.shape, b.shape))
    made = ndarray((n, m), [builtins.sum(left.entries[i * k + t] * right.entries[t * m + j] for t in range(k)) for i in range(n) for j in range(m)])
    shape = (() if a.ndim == 1 else (n,)) + (() if b.ndim == 1 else (m,))
    return made.reshape(shape) if shape else made.entries[0]


matmul = dot


def outer(a, b):
    return as_array(a).reshape(-1, 1) * as_array(b).reshape(1, -1)


def triangle(keep):
    def call(m, k=0):
        m = as_array(m)
        columns, rows = m.shape[-1], m.shape[-2]
        return ndarray(m.shape, [entry if keep(at % columns - at // columns % rows, k) else 0 for at, entry in enumerate(m.entries)], m.dtype)
    return call


tril, triu = triangle(lambda distance, k: distance <= k), triangle(lambda distance, k: distance >= k)


def diag(v, k=0):
    v = as_array(v)
    if v.ndim == 1:
        n = v.size
        return array([[v.entries[r] if r == c else 0 for c in range(n)] for r in range(n)])
    return array([v[at, at] for at in range(builtins.min(v.shape))])


def diff(a, n=1):
    a = as_array(a)
    return ndarray((a.size - 1,), [y - x for x, y in zip(a.entries, a.entries[1:])])


def sort(a, axis=-1):
    return ndarray(as_array(a).shape, sorted(as_array(a).entries))


def argsort(a, axis=-1):
    entries = as_array(a).entries
    return ndarray((len(entries),), sorted(range(len(entries)), key=entries.__getitem__), int64)


def unique(ar, return_counts=False, return_inverse=False):
    entries = as_array(ar).entries
    told = sorted(set(entries))
    made = [array(told)]
    if return_inverse:
        made.append(array([told.index(entry) for entry in entries]))
    if return_counts:
        made.append(array([entries.count(entry) for entry in told]))
    return made[0] if len(made) == 1 else tuple(made)


def searchsorted(a, v, side='left'):
    import bisect
    return (bisect.bisect_left if side == 'left' else bisect.bisect_right)(as_array(a).entries, v)


def split(ary, indices_or_sections, axis=0):
    ary, parts = as_array(ary), indices_or_sections
    extent = ary.shape[axis]
    ends = [extent * at // parts for at in range(parts + 1)] if isinstance(parts, int) else [0, *parts, extent]
    return [ary[(*[slice(None)] * axis, slice(a, b))] for a, b in zip(ends, ends[1:])]


def flip(m, axis=None):
    m = as_array(m)
    axes = range(m.ndim) if axis is None else (axis % m.ndim,)
    return m[tuple(slice(None, None, -1) if d in axes else slice(None) for d in range(m.ndim))]


def swapaxes(a, axis1, axis2):
    order = list(range(as_array(a).ndim))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return as_array(a).transpose(order)


def reshape(a, shape):
    return as_array(a).reshape(shape)


def ravel(a):
    return as_array(a).reshape(-1)


def squeeze(a, axis=None):
    return as_array(a).squeeze(axis)


def transpose(a, axes=None):
    return as_array(a).transpose(*([] if axes is None else [axes]))


def copy(a):
    return as_array(a).copy()


def shape(a):
    return as_array(a).shape


def size(a):
    return as_array(a).size


def ndim(a):
    return as_array(a).ndim


def isscalar(element):
    return isinstance(element, (int, float, complex, str))


def allclose(a, b, rtol=1e-05, atol=1e-08):
    return bool(all(elementwise(lambda x, y: builtins.abs(x - y) <= atol + rtol * builtins.abs(y), a, b)))


def array_equal(a1, a2):
    return as_array(a1).shape == as_array(a2).shape and as_array(a1).entries == as_array(a2).entries


for _name in ('sum', 'mean', 'prod', 'max', 'min', 'any', 'all', 'std', 'var', 'argmax', 'argmin', 'cumsum', 'cumprod', 'clip', 'round', 'repeat', 'dot',
              'sort', 'argsort'):
    setattr(ndarray, _name, globals()[_name])
