"""Arrays joined and repeated."""
import math

from .arrays import as_array, ndarray


def concatenate(arrays, axis=0):
    arrays = [as_array(one) for one in arrays]
    axis %= arrays[0].ndim
    before = math.prod(arrays[0].shape[:axis])
    told = []
    for row in range(before):
        for one in arrays:
            step = math.prod(one.shape[axis:])
            told.extend(one.entries[row * step:(row + 1) * step])
    total = sum(one.shape[axis] for one in arrays)
    return ndarray((*arrays[0].shape[:axis], total, *arrays[0].shape[axis + 1:]), told)


def expand_dims(a, axis):
    a = as_array(a)
    axis %= a.ndim + 1
    return a.reshape((*a.shape[:axis], 1, *a.shape[axis:]))


def stack(arrays, axis=0):
    return concatenate([expand_dims(one, axis) for one in arrays], axis)


def atleast_1d(a):
    a = as_array(a)
    return a if a.shape else a.reshape(1)


def hstack(arrays):
    arrays = [atleast_1d(one) for one in arrays]
    return concatenate(arrays, 0 if arrays[0].ndim == 1 else 1)


def vstack(arrays):
    return concatenate([one.reshape(1, -1) if one.ndim < 2 else one for one in map(as_array, arrays)], 0)


def append(arr, values, axis=None):
    return concatenate([as_array(arr).reshape(-1), as_array(values).reshape(-1)]) if axis is None else concatenate([arr, values], axis)


def repeat(a, repeats, axis=None):
    a = as_array(a).reshape(-1) if axis is None else as_array(a)
    axis = axis or 0
    index = [at for at in range(a.shape[axis]) for _ in range(repeats if isinstance(repeats, int) else repeats[at])]
    return a[(*[slice(None)] * axis, index)]


def roll(a, shift, axis=None):
    a = as_array(a)
    if axis is None:
        return roll(a.reshape(-1), shift, 0).reshape(a.shape)
    if not isinstance(axis, int):
        for one, by in zip(axis, shift):
            a = roll(a, by, one)
        return a
    extent = a.shape[axis]
    index = [(at - shift) % extent for at in range(extent)]
    return a[(*[slice(None)] * (axis % a.ndim), index)]


def tile(a, reps):
    a, reps = as_array(a), (reps,) if isinstance(reps, int) else tuple(reps)
    n = max(a.ndim, len(reps))
    a, reps = a.reshape((1,) * (n - a.ndim) + a.shape), (1,) * (n - len(reps)) + reps
    for axis, times in enumerate(reps):
        a = concatenate([a] * times, axis)
    return a


def meshgrid(*xi, indexing='xy'):
    arrays = [as_array(one).reshape(-1) for one in xi]
    shape = [one.size for one in arrays]
    if indexing == 'xy' and len(shape) > 1:
        shape[0], shape[1] = shape[1], shape[0]
    made = []
    for at, one in enumerate(arrays):
        axis = 1 - at if indexing == 'xy' and at < 2 else at
        told = one.reshape([one.size if d == axis else 1 for d in range(len(shape))])
        made.append(ndarray(shape, list(told.spread(shape)), one.dtype))
    return made
