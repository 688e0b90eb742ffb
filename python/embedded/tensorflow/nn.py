"""`tf.nn`."""
from keras import ops

from ._calls import renamed

relu, relu6, sigmoid, tanh, softplus, softsign, selu, silu = (
    getattr(ops, _name) for _name in ('relu', 'relu6', 'sigmoid', 'tanh', 'softplus', 'softsign', 'selu', 'silu'))
swish = silu
elu, gelu = renamed(ops.elu, 'features, alpha'), renamed(ops.gelu, 'features, approximate')
leaky_relu = renamed(ops.leaky_relu, 'features, alpha:negative_slope')
softmax, log_softmax = renamed(ops.softmax, 'logits, axis'), renamed(ops.log_softmax, 'logits, axis')
l2_normalize = renamed(ops.normalize, 'x, axis, epsilon:-')
moments = renamed(ops.moments, 'x, axes, shift:-, keepdims')
depth_to_space = renamed(ops.depth_to_space, 'input, block_size:block, data_format:-')
space_to_depth = renamed(ops.space_to_depth, 'input, block_size:block, data_format:-')
top_k = renamed(ops.top_k, 'input, k, sorted')


def dropout(x, rate=None, keep_prob=None, **keywords):
    return ops.dropout(x, rate=rate if rate is not None else 1 - keep_prob)


def _extents(value, data_format):
    """`[1, 2, 2, 1]` of TensorFlow's is `(2, 2)`."""
    if isinstance(value, (list, tuple)) and len(value) > 2:
        return tuple(value[2:] if str(data_format).startswith('NC') else value[1:-1])
    return value


def _layout(data_format):
    return 'channels_first' if str(data_format).startswith('NC') else 'channels_last'


def conv2d(input, filters=None, strides=1, padding='SAME', data_format='NHWC', dilations=None, filter=None, name=None, **keywords):
    padding = padding.lower() if isinstance(padding, str) else 'valid'
    return ops.conv(input, filters if filters is not None else filter, _extents(strides, data_format), padding, _layout(data_format),
                    _extents(dilations, data_format) if dilations is not None else 1)


convolution = conv1d = conv3d = conv2d


def _pool(function):
    def pool(input=None, ksize=None, strides=None, padding='VALID', data_format='NHWC', value=None, name=None):
        given = input if input is not None else value
        return function(given, pool_size=_extents(ksize, data_format), strides=_extents(strides, data_format), padding=padding.lower(),
                        data_format=_layout(data_format))
    return pool


max_pool2d = max_pool = max_pool1d = max_pool3d = _pool(ops.max_pool)
avg_pool2d = avg_pool = avg_pool1d = avg_pool3d = _pool(ops.average_pool)


def bias_add(value, bias, data_format=None, name=None):
    return ops.add(value, bias)


def embedding_lookup(params, ids, **keywords):
    return ops.take(params, ids, axis=0)


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'tensorflow.nn' has no attribute '%s'" % name)
    return ops.unknown_operation('tf.nn.' + name)
