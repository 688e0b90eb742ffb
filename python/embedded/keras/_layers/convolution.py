"""Convolutions and their transposes."""
from .._core.builtin import define, shape_of
from .._core.operation import Spec
from .._core.shapes import Shape, per_axis, window
from .._core.tensor import dtype_name
from .checks import last_extent
from .signatures import SIGNATURES


def _spatial(layer, shape):
    """(channels, extents) of an input."""
    first = layer.options['data_format'] == 'channels_first'
    return last_extent(layer, shape, 1 if first else -1), tuple(shape[2:] if first else shape[1:-1])


def _placed(layer, shape, channels, extents):
    rest = (channels,) + tuple(extents) if layer.options['data_format'] == 'channels_first' else tuple(extents) + (channels,)
    return Spec(Shape((shape[0],) + rest), dtype_name(layer.dtype_name))


def _normal(layer, n):
    """Kernel, strides and dilation, one per axis, as the configuration has them, too."""
    for key in ('kernel_size', 'strides', 'dilation_rate'):
        layer.options[key] = per_axis(layer.options[key], n, key)
    layer.options['padding'] = str(layer.options['padding']).lower()
    return layer.options['kernel_size'], layer.options['strides'], layer.options['dilation_rate']


def convolution(n, channels_of):
    def shapes(layer, inputs, more, keywords):
        shape = shape_of(inputs)
        if shape is None:
            return Spec(None)
        kernel, strides, dilation = _normal(layer, n)
        channels, extents = _spatial(layer, shape)
        groups = layer.options.get('groups') or 1
        if channels % groups:
            raise ValueError('The number of input channels must be evenly divisible by the number of groups. Received: groups=%s, input_shape=%s'
                             % (groups, tuple(shape)))
        padding = layer.options['padding']
        sizes = [window(*one[:3], padding, one[3]) for one in zip(extents, kernel, strides, dilation)]
        return _placed(layer, shape, channels_of(layer, channels), sizes)
    return shapes


def transposed(n):
    def shapes(layer, inputs, more, keywords):
        shape = shape_of(inputs)
        if shape is None:
            return Spec(None)
        kernel, strides, dilation = _normal(layer, n)
        _, extents = _spatial(layer, shape)
        extra = layer.options.get('output_padding')
        extra = per_axis(extra, n) if extra is not None else (None,) * n
        sizes = [_grown(*one, layer.options['padding']) for one in zip(extents, kernel, strides, dilation, extra)]
        return _placed(layer, shape, layer.options['filters'], sizes)
    return shapes


def _grown(extent, kernel, stride, dilation, extra, padding):
    if extent is None:
        return None
    wide = (kernel - 1) * dilation + 1
    if extra is None:
        return extent * stride + (max(wide - stride, 0) if padding == 'valid' else 0)
    pad = wide // 2 if padding == 'same' else 0
    return (extent - 1) * stride + wide - 2 * pad + extra


def _filters(layer, channels):
    return layer.options['filters']


def _depthwise(layer, channels):
    return channels * layer.options['depth_multiplier']


for _n in (1, 2, 3):
    define('Conv%dD' % _n, SIGNATURES['Conv%dD' % _n], convolution(_n, _filters), _n + 2)
    define('Conv%dDTranspose' % _n, SIGNATURES['Conv%dDTranspose' % _n], transposed(_n), _n + 2)
for _n in (1, 2):
    define('SeparableConv%dD' % _n, SIGNATURES['SeparableConv%dD' % _n], convolution(_n, _filters), _n + 2)
    define('DepthwiseConv%dD' % _n, SIGNATURES['DepthwiseConv%dD' % _n], convolution(_n, _depthwise), _n + 2)
