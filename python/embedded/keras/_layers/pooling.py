"""Pooling."""
from .._core.builtin import define, shape_of
from .._core.operation import Spec
from .._core.shapes import Shape, per_axis, window
from .signatures import SIGNATURES


def _moving(n):
    def shapes(layer, inputs, more, keywords):
        options = layer.options
        options['pool_size'] = per_axis(options['pool_size'], n, 'pool_size')
        options['strides'] = options['pool_size'] if options['strides'] is None else per_axis(options['strides'], n, 'strides')
        options['padding'] = str(options['padding']).lower()
        shape = shape_of(inputs)
        if shape is None:
            return Spec(None)
        first = options['data_format'] == 'channels_first'
        extents = shape[2:] if first else shape[1:-1]
        sizes = tuple(window(*one, options['padding']) for one in zip(extents, options['pool_size'], options['strides']))
        return Spec(Shape(tuple(shape[:2]) + sizes if first else (shape[0],) + sizes + tuple(shape[-1:])), inputs.dtype)
    return shapes


def _global(n):
    def shapes(layer, inputs, more, keywords):
        shape = shape_of(inputs)
        if shape is None:
            return Spec(None)
        first = layer.options['data_format'] == 'channels_first'
        ones = (1,) * n if layer.options['keepdims'] else ()
        channels = (shape[1],) + ones if first else ones + (shape[-1],)
        return Spec(Shape((shape[0],) + channels), inputs.dtype)
    return shapes


def _adaptive(n):
    def shapes(layer, inputs, more, keywords):
        size = layer.options['output_size'] = per_axis(layer.options['output_size'], n)
        shape = shape_of(inputs)
        if shape is None:
            return Spec(None)
        first = layer.options['data_format'] == 'channels_first'
        return Spec(Shape(tuple(shape[:2]) + size if first else (shape[0],) + size + tuple(shape[-1:])), inputs.dtype)
    return shapes


for _n in (1, 2, 3):
    for _kind in ('Average', 'Max'):
        for _name, _make in (('%sPooling%dD', _moving), ('Global%sPooling%dD', _global), ('Adaptive%sPooling%dD', _adaptive)):
            define(_name % (_kind, _n), SIGNATURES[_name % (_kind, _n)], _make(_n), _n + 2)
