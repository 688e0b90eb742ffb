"""Reductions and running sums of NumPy."""
import builtins
import functools
import math
import operator

from .arrays import as_array, ndarray, offsets, strides_of


def reduction(function, empty=None):
    """Over all entries or one axis."""
    def call(a, axis=None, keepdims=False, dtype=None, **keywords):
        a = as_array(a)
        if axis is None:
            return function(a.entries)
        axes = sorted(one % a.ndim for one in (axis if isinstance(axis, (tuple, list)) else (axis,)))
        strides, rest = strides_of(a.shape), [d for d in range(a.ndim) if d not in axes]
        inner = offsets([a.shape[d] for d in axes], [strides[d] for d in axes])
        starts = offsets([a.shape[d] for d in rest], [strides[d] for d in rest])
        shape = [1 if d in axes else a.shape[d] for d in range(a.ndim) if keepdims or d in rest]
        made = ndarray(shape, [function([a.entries[start + at] for at in inner]) for start in starts])
        return made if shape else made.entries[0]
    return call


def average(entries):
    return builtins.sum(entries) / len(entries) if entries else math.nan


def variance(entries):
    middle = average(entries)
    return average([(entry - middle) ** 2 for entry in entries])


sum, mean, var = reduction(builtins.sum), reduction(average), reduction(variance)
std = reduction(lambda entries: math.sqrt(variance(entries)))
prod = reduction(lambda entries: functools.reduce(operator.mul, entries, 1))
max, min, any, all = (reduction(one) for one in (builtins.max, builtins.min, builtins.any, builtins.all))
amax, amin = max, min
argmax, argmin = (reduction(lambda entries, one=one: entries.index(one(entries))) for one in (builtins.max, builtins.min))


def running(step):
    def call(a, axis=None, dtype=None):
        a = as_array(a).reshape(-1) if axis is None else as_array(a)
        axis = (axis or 0) % builtins.max(a.ndim, 1)
        told, stride = list(a.entries), strides_of(a.shape)[axis]
        for at in range(len(told)):
            if at // stride % a.shape[axis]:
                told[at] = step(told[at - stride], told[at])
        return ndarray(a.shape, told)
    return call


cumsum, cumprod = running(operator.add), running(operator.mul)
