"""Layers that move entries."""
from .._core.builtin import define, shape_of
from .._core.operation import Spec
from .._core.shapes import Shape, per_axis, product, reshaped
from .signatures import SIGNATURES


def _unless_unknown(shapes):
    def told(layer, inputs, more, keywords):
        shape = shape_of(inputs)
        return Spec(None if shape is None else Shape(shapes(layer, shape)), inputs.dtype)
    return told


def _flatten(layer, shape):
    return (shape[0], product(shape[1:]))


def _reshape(layer, shape):
    target = layer.options['target_shape']
    layer.options['target_shape'] = target = (target,) if isinstance(target, int) else tuple(target)
    whole = product(shape[1:])
    rest = reshaped(shape[1:], target) if whole is not None else [None if one == -1 else one for one in target]
    if None not in (whole, product(rest)) and whole != product(rest):
        raise ValueError('The total size of the tensor must be unchanged. Received: input_shape=%s, target_shape=%s' % (
            tuple(shape[1:]), tuple(target)))
    return (shape[0],) + tuple(rest)


def _permute(layer, shape):
    layer.options['dims'] = tuple(layer.options['dims'])
    return (shape[0],) + tuple(shape[at] for at in layer.options['dims'])


def _repeat(layer, shape):
    return (shape[0], layer.options['n'], shape[1])


def pairs(value, n):
    """`1`, `(1, 2)` or `((1, 2), (3, 4))` as a pair for each axis."""
    if isinstance(value, int):
        return ((value, value),) * n
    value = tuple(value)
    if n == 1 and all(isinstance(one, int) for one in value):
        return (value if len(value) == 2 else value * 2,)
    return tuple((one, one) if isinstance(one, int) else tuple(one) for one in value)


def _spatial(layer, shape, n, change):
    first = layer.options.get('data_format') == 'channels_first'
    start = 2 if first else 1
    sizes = tuple(None if extent is None else change(extent, at) for at, extent in enumerate(shape[start:start + n]))
    return tuple(shape[:start]) + sizes + tuple(shape[start + n:])


def _upsampling(n):
    def shapes(layer, shape):
        size = per_axis(layer.options['size'], n, 'size')
        layer.options['size'] = size if n > 1 else size[0]
        return _spatial(layer, shape, n, lambda extent, at: extent * size[at])
    return shapes


def _padding(n):
    def shapes(layer, shape):
        both = pairs(layer.options['padding'], n)
        layer.options['padding'] = both if n > 1 else both[0]
        return _spatial(layer, shape, n, lambda extent, at: extent + sum(both[at]))
    return shapes


def _cropping(n):
    def shapes(layer, shape):
        both = pairs(layer.options['cropping'], n)
        layer.options['cropping'] = both if n > 1 else both[0]
        return _spatial(layer, shape, n, lambda extent, at: extent - sum(both[at]))
    return shapes


def _resized(layer, inputs, more, keywords):
    shape = shape_of(inputs)
    if shape is None:
        return Spec(None)
    size = layer.options['height'], layer.options['width']
    if layer.options.get('data_format') == 'channels_first':
        return Spec(Shape(tuple(shape[:-2]) + size), inputs.dtype)
    return Spec(Shape(tuple(shape[:-3]) + size + tuple(shape[-1:])), inputs.dtype)


define('Flatten', SIGNATURES['Flatten'], _unless_unknown(_flatten))
define('Reshape', SIGNATURES['Reshape'], _unless_unknown(_reshape))
define('Permute', SIGNATURES['Permute'], _unless_unknown(_permute))
define('RepeatVector', SIGNATURES['RepeatVector'], _unless_unknown(_repeat), 2)
for _n in (1, 2, 3):
    define('UpSampling%dD' % _n, SIGNATURES['UpSampling%dD' % _n], _unless_unknown(_upsampling(_n)), _n + 2)
    define('ZeroPadding%dD' % _n, SIGNATURES['ZeroPadding%dD' % _n], _unless_unknown(_padding(_n)), _n + 2)
    define('Cropping%dD' % _n, SIGNATURES['Cropping%dD' % _n], _unless_unknown(_cropping(_n)), _n + 2)
for _name in ('Resizing', 'CenterCrop', 'RandomCrop'):
    define(_name, SIGNATURES[_name], _resized)
