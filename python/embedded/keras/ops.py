"""`keras.ops`."""
from skipscope.recording.errors import UnknownOperation

from ._core.operation import as_shape
from ._core.shapes import Extent, Shape, told
from ._core.state import snake_case
from ._core.tensor import Derived, KerasTensor, dtype_name, tensors_in
from ._ops import elementwise, moving, products, reductions
from ._ops.elementwise import cast

_ALL = {**elementwise.FUNCTIONS, **reductions.FUNCTIONS, **moving.FUNCTIONS, **products.FUNCTIONS}
globals().update({snake_case(_name): _function for _name, _function in _ALL.items()})
abs, relu6, log1p, log2, log10 = _ALL['Absolute'], _ALL['Relu6'], _ALL['Log1p'], _ALL['Log2'], _ALL['Log10']
swish, hard_swish, amax, amin = _ALL['Silu'], _ALL['HardSilu'], _ALL['Max'], _ALL['Min']
expm1 = _ALL['Expm1']


def _named(function, *names):
    """Positional arguments under their names, so that they belong to the operation as Keras has it."""
    def call(x, *arguments, **keywords):
        return function(x, **dict(zip(names, arguments)), **keywords)
    call.__name__ = call.__qualname__ = function.__name__
    return call


reshape, transpose, expand_dims = _named(_ALL['Reshape'], 'newshape'), _named(_ALL['Transpose'], 'axes'), _named(_ALL['ExpandDims'], 'axis')
squeeze, concatenate, stack = _named(_ALL['Squeeze'], 'axis'), _named(_ALL['Concatenate'], 'axis'), _named(_ALL['Stack'], 'axis')
split, unstack, flip = _named(_ALL['Split'], 'indices_or_sections', 'axis'), _named(_ALL['Unstack'], 'num', 'axis'), _named(_ALL['Flip'], 'axis')
swapaxes, moveaxis = _named(_ALL['Swapaxes'], 'axis1', 'axis2'), _named(_ALL['Moveaxis'], 'source', 'destination')
broadcast_to, pad, one_hot = _named(_ALL['BroadcastTo'], 'shape'), _named(_ALL['Pad'], 'pad_width', 'mode'), _named(_ALL['OneHot'], 'num_classes', 'axis')
sum, mean, max, min, prod, var, std, any, all, argmax, argmin, logsumexp = (
    _named(_ALL[_name], 'axis', 'keepdims') for _name in 'Sum Mean Max Min Prod Var Std Any All Argmax Argmin Logsumexp'.split())
softmax, log_softmax = _named(_ALL['Softmax'], 'axis'), _named(_ALL['LogSoftmax'], 'axis')
leaky_relu, gelu, elu = _named(_ALL['LeakyRelu'], 'negative_slope'), _named(_ALL['Gelu'], 'approximate'), _named(_ALL['Elu'], 'alpha')
clip = _named(_ALL['Clip'], 'x_min', 'x_max')
roll = _named(_ALL['Roll'], 'shift', 'axis')
normalize, top_k = _named(_ALL['Normalize'], 'axis', 'order'), _named(_ALL['TopK'], 'k', 'sorted')
resize = _named(_ALL['Resize'], 'size', 'interpolation')
max_pool, average_pool = _named(_ALL['MaxPool'], 'pool_size', 'strides', 'padding'), _named(_ALL['AveragePool'], 'pool_size', 'strides', 'padding')


def einsum(subscripts, *operands, **keywords):
    return _ALL['Einsum'](*operands, subscripts=subscripts)


def conv(inputs, kernel, strides=1, padding='valid', data_format='channels_last', dilation_rate=1, **keywords):
    return _ALL['Conv'](inputs, kernel, strides=strides, padding=padding.lower(), data_format=data_format, dilation_rate=dilation_rate)


def shape(x):
    """Extents; one that only a run tells stands for itself in arithmetic."""
    found = as_shape(x)
    if found is None:
        raise UnknownOperation('shape')
    return Extents(Extent(x) if extent is None else extent for extent in found)


class Extents(tuple):
    """The result of `tf.shape`: extents, each of which can be taken."""

    def __getitem__(self, at):
        found = tuple.__getitem__(self, at)
        return Extents(found) if isinstance(at, slice) else found


def constant_like(shape, dtype='float32', fill=None):
    return Derived(told(shape), dtype_name(dtype), [], fill)


def empty(shape, dtype='float32', **keywords):
    return constant_like(shape, dtype)


def zeros(shape, dtype='float32', **keywords):
    return constant_like(shape, dtype, 0.0)


def ones(shape, dtype='float32', **keywords):
    return constant_like(shape, dtype, 1.0)


def full(shape, fill_value, dtype='float32'):
    return constant_like(shape, dtype, fill_value if isinstance(fill_value, (int, float)) else None)


def eye(n, m=None, k=0, dtype='float32'):
    return constant_like((n, m or n), dtype)


def arange(start, stop=None, step=1, dtype='int32'):
    first, last = (0, start) if stop is None else (start, stop)
    if isinstance(first, Extent) or isinstance(last, (Extent, KerasTensor)):
        return Derived(Shape((None,)), dtype_name(dtype), [])
    return constant_like((len(range(int(first), int(last), int(step) or 1)),), dtype or 'int32')


def linspace(start, stop, num=50, **keywords):
    return constant_like((num,))


def convert_to_tensor(x, dtype=None, **keywords):
    """A tensor of the graph stays what it is; numbers keep their values."""
    return cast(x, dtype) if isinstance(x, KerasTensor) and dtype is not None else x


def identity(x, *arguments, **keywords):
    return x


def convert_to_numpy(x):
    from skipscope.recording.errors import NeedsValues
    raise NeedsValues('convert_to_numpy')


def is_tensor(x):
    return isinstance(x, KerasTensor)


def ndim(x):
    return len(as_shape(x))


def cond(pred, true_fn, false_fn):
    if isinstance(pred, bool) or pred is None:
        return true_fn() if pred else false_fn()
    raise UnknownOperation('cond')


class image:
    """`keras.ops.image`."""
    resize = staticmethod(resize)


class nn:
    """`keras.ops.nn`."""


for _name in ('relu relu6 sigmoid softmax log_softmax silu swish gelu elu selu tanh softplus softsign leaky_relu hard_sigmoid one_hot '
              'max_pool average_pool conv normalize').split():
    setattr(nn, _name, staticmethod(globals()[_name]))


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'keras.ops' has no attribute '%s'" % name)
    return unknown_operation(name)


def unknown_operation(name):
    """An operation that is not known says so as soon as a tensor of the graph reaches it."""
    def call(*arguments, **keywords):
        if tensors_in([arguments, keywords]):
            raise UnknownOperation(name)
        return None
    call.__name__ = name.rpartition('.')[2]
    return call
