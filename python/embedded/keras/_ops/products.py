"""Products of tensors, and convolutions and pools as functions."""
from .._core.operation import Spec, as_shape
from .._core.shapes import Shape, broadcast, per_axis, window
from .free import dtype_of, free

FUNCTIONS = {}


def _matmul(x1, x2):
    a, b = as_shape(x1), as_shape(x2)
    if a is None or b is None:
        return Spec(None)
    if len(a) == 1 or len(b) == 1:
        return Spec(Shape(tuple(a[:-1]) + tuple(b[:-2]) + tuple(b[-1:] if len(b) > 1 else ())))
    if None not in (a[-1], b[-2]) and a[-1] != b[-2]:
        raise ValueError('Inner dimensions (`x1.shape[-1]` and `x2.shape[-2]`) must be equal, but received x1.shape=%s and x2.shape=%s' % (
            tuple(a), tuple(b)))
    return Spec(Shape(tuple(broadcast(a[:-2], b[:-2])) + (a[-2], b[-1])), dtype_of(x1))


def _dot(x1, x2):
    a, b = as_shape(x1), as_shape(x2)
    if a is None or b is None or len(b) <= 2:
        return _matmul(x1, x2)
    return Spec(Shape(tuple(a[:-1]) + tuple(b[:-2]) + (b[-1],)))


def _tensordot(x1, x2, axes=2):
    a, b = as_shape(x1), as_shape(x2)
    if a is None or b is None:
        return Spec(None)
    if isinstance(axes, int):
        return Spec(Shape(tuple(a[:len(a) - axes]) + tuple(b[axes:])))
    gone = [[one] if isinstance(one, int) else list(one) for one in axes]
    kept = [[extent for at, extent in enumerate(shape) if at not in {one % len(shape) for one in axis}] for shape, axis in zip((a, b), gone)]
    return Spec(Shape(kept[0] + kept[1]))


def _einsum(*operands, subscripts=''):
    shapes = [as_shape(one) for one in operands]
    given, _, result = subscripts.replace(' ', '').partition('->')
    if None in shapes or '...' in subscripts:
        return Spec(None)
    extents = {}
    for letters, shape in zip(given.split(','), shapes):
        for letter, extent in zip(letters, shape):
            extents[letter] = extents.get(letter) if extents.get(letter) not in (None, 1) else extent
    return Spec(Shape(extents[letter] for letter in result))


def _spatial(n, shape, data_format):
    return shape[2:] if data_format == 'channels_first' else shape[1:-1]


def _conv(inputs, kernel, strides=1, padding='valid', data_format='channels_last', dilation_rate=1):
    shape, weight = as_shape(inputs), as_shape(kernel)
    if shape is None or weight is None:
        return Spec(None)
    n = len(shape) - 2
    strides, rate = per_axis(strides, n), per_axis(dilation_rate, n)
    sizes = tuple(window(*one[:3], padding, one[3]) for one in zip(_spatial(n, shape, data_format), weight[:n], strides, rate))
    rest = (weight[-1],) + sizes if data_format == 'channels_first' else sizes + (weight[-1],)
    return Spec(Shape((shape[0],) + rest))


def _pool(inputs, pool_size, strides=None, padding='valid', data_format='channels_last'):
    shape = as_shape(inputs)
    if shape is None:
        return Spec(None)
    n = len(shape) - 2
    size = per_axis(pool_size, n)
    steps = size if strides is None else per_axis(strides, n)
    sizes = tuple(window(*one, padding) for one in zip(_spatial(n, shape, data_format), size, steps))
    rest = (shape[1],) + sizes if data_format == 'channels_first' else sizes + (shape[-1],)
    return Spec(Shape((shape[0],) + rest), dtype_of(inputs))


def _resized(images, size, interpolation='bilinear', data_format='channels_last', **keywords):
    shape = as_shape(images)
    if shape is None:
        return Spec(None)
    size = tuple(size)
    rest = tuple(shape[-3:-2]) + size if data_format == 'channels_first' else size + tuple(shape[-1:])
    return Spec(Shape(tuple(shape[:-3]) + rest), dtype_of(images))


def _depth_to_space(x, block):
    shape = as_shape(x)
    if shape is None:
        return Spec(None)
    grown = tuple(None if extent is None else extent * block for extent in shape[1:3])
    return Spec(Shape((shape[0],) + grown + (shape[3] // (block * block),)))


def _space_to_depth(x, block):
    shape = as_shape(x)
    if shape is None:
        return Spec(None)
    shrunk = tuple(None if extent is None else extent // block for extent in shape[1:3])
    return Spec(Shape((shape[0],) + shrunk + (shape[3] * block * block,)))


_WINDOW = ('strides', 'padding', 'data_format', 'dilation_rate')
FUNCTIONS['Matmul'] = free('Matmul', _matmul)
FUNCTIONS['Dot'] = free('Dot', _dot)
FUNCTIONS['Tensordot'] = free('Tensordot', _tensordot, 'numpy', ('axes',))
FUNCTIONS['Einsum'] = free('Einsum', _einsum, 'numpy', ('subscripts',))
FUNCTIONS['Conv'] = free('Conv', _conv, 'nn', _WINDOW)
FUNCTIONS['MaxPool'] = free('MaxPool', _pool, 'nn', ('pool_size',) + _WINDOW[:3])
FUNCTIONS['AveragePool'] = free('AveragePool', _pool, 'nn', ('pool_size',) + _WINDOW[:3])
FUNCTIONS['Resize'] = free('Resize', _resized, 'image', ('size', 'interpolation', 'data_format'))
FUNCTIONS['DepthToSpace'] = free('DepthToSpace', _depth_to_space, 'nn', ('block',))
FUNCTIONS['SpaceToDepth'] = free('SpaceToDepth', _space_to_depth, 'nn', ('block',))
