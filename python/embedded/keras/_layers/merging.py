"""Layers that take several tensors."""
from .._core.builtin import define, shape_of
from .._core.operation import Spec
from .._core.shapes import Shape, axis_in, broadcast, joined
from .signatures import SIGNATURES


def _list_of(layer, inputs):
    if not isinstance(inputs, (list, tuple)):
        raise ValueError('A merge layer should be called on a list of inputs. Received: %r' % (inputs,))
    if len(inputs) < 1:
        raise ValueError('A merge layer should be called on a list of at least 1 input. Received %d inputs' % len(inputs))
    return list(inputs)


def _elementwise(layer, inputs, more, keywords):
    given = _list_of(layer, inputs)
    shapes = [shape_of(one) for one in given]
    try:
        return Spec(broadcast(*shapes), given[0].dtype)
    except ValueError:
        raise ValueError('Inputs have incompatible shapes. Received shapes %s' % ' and '.join(
            str(tuple(one[1:])) for one in shapes)) from None


def _concatenate(layer, inputs, more, keywords):
    given = _list_of(layer, inputs)
    return Spec(joined([shape_of(one) for one in given], layer.options['axis']), given[0].dtype)


def _dot(layer, inputs, more, keywords):
    a, b = (shape_of(one) for one in _list_of(layer, inputs))
    axes = layer.options['axes']
    if a is None or b is None:
        return Spec(None)
    first, second = (axes, axes) if isinstance(axes, int) else axes
    first, second = axis_in(first, len(a)), axis_in(second, len(b))
    left = [extent for at, extent in enumerate(a) if at != first]
    right = [extent for at, extent in enumerate(b) if at not in (0, second)]
    return Spec(Shape(left + right if len(left + right) > 1 else left + right + [1]), 'float32')


for _name in ('Add', 'Average', 'Maximum', 'Minimum', 'Multiply', 'Subtract'):
    define(_name, '', _elementwise)
define('Concatenate', SIGNATURES['Concatenate'], _concatenate)
define('Dot', SIGNATURES['Dot'], _dot)
