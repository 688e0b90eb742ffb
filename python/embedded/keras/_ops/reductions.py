"""Operations that take axes away."""
from .._core.operation import Spec, as_shape
from .._core.shapes import Shape, axis_in
from .free import dtype_of, free

FUNCTIONS = {}
_TOLD, _UNTOLD = ('axis', 'keepdims'), {'keepdims': False}


def reduced(shape, axis, keepdims):
    if shape is None:
        return None
    if axis is None:
        return Shape((1,) * len(shape)) if keepdims else Shape(())
    axes = {axis_in(one, len(shape)) for one in (axis if isinstance(axis, (list, tuple)) else [axis])}
    if keepdims:
        return Shape(1 if at in axes else extent for at, extent in enumerate(shape))
    return Shape(extent for at, extent in enumerate(shape) if at not in axes)


def _over(x, axis=None, keepdims=False, **keywords):
    return Spec(reduced(as_shape(x), axis, keepdims), dtype_of(x))


def _place(x, axis=None, keepdims=False, **keywords):
    return Spec(reduced(as_shape(x), axis, keepdims), 'int32')


for _name in 'Sum Mean Max Min Prod Var Std Amax Amin Median Average'.split():
    FUNCTIONS[_name] = free(_name, _over, 'numpy', _TOLD, _UNTOLD)
FUNCTIONS['Logsumexp'] = free('Logsumexp', _over, 'math', _TOLD, _UNTOLD)
FUNCTIONS['Norm'] = free('Norm', lambda x, ord=None, axis=None, keepdims=False: _over(x, axis, keepdims), 'linalg', ('ord',) + _TOLD, _UNTOLD)
for _name in ('All', 'Any'):
    FUNCTIONS[_name] = free(_name, lambda x, axis=None, keepdims=False: Spec(reduced(as_shape(x), axis, keepdims), 'bool'), 'numpy', _TOLD, _UNTOLD)
for _name in ('Argmax', 'Argmin', 'CountNonzero'):
    FUNCTIONS[_name] = free(_name, _place, 'numpy', _TOLD, _UNTOLD)


def _moments(x, axes, keepdims=False, **keywords):
    return [_over(x, axes, keepdims)] * 2


FUNCTIONS['Moments'] = free('Moments', _moments, 'nn', ('axes', 'keepdims'))
