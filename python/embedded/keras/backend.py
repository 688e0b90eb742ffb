"""`keras.backend`: the functions of old that models still use."""
from . import ops, random
from ._core.input import Input
from ._core.tensor import KerasTensor, Variable
from ._core.state import reset
from .config import epsilon as epsilon, floatx as floatx, image_data_format as image_data_format
from .config import set_epsilon as set_epsilon, set_floatx as set_floatx, set_image_data_format as set_image_data_format


def backend():
    return 'tensorflow'


def int_shape(x):
    shape = x.shape
    return tuple(shape)


def is_keras_tensor(x):
    return isinstance(x, KerasTensor)


def ndim(x):
    return len(x.shape)


def placeholder(shape=None, ndim=None, dtype=None, sparse=False, name=None):
    return Input(batch_shape=tuple(shape) if shape is not None else (None,) * ndim, dtype=dtype, name=name)


def image_dim_ordering():
    return 'tf' if image_data_format() == 'channels_last' else 'th'


def set_image_dim_ordering(value):
    set_image_data_format('channels_last' if value == 'tf' else 'channels_first')


def permute_dimensions(x, pattern):
    return ops.transpose(x, pattern)


def resize_images(x, height_factor, width_factor, data_format, interpolation='nearest'):
    height, width = (x.shape[1], x.shape[2]) if data_format != 'channels_first' else (x.shape[2], x.shape[3])
    return ops.resize(x, (height * height_factor, width * width_factor), interpolation, data_format=data_format)


def batch_flatten(x):
    return ops.reshape(x, (-1, *[one for one in [_product(x.shape[1:])]]))


def _product(extents):
    total = 1
    for extent in extents:
        total *= extent
    return total


def l2_normalize(x, axis=-1):
    return ops.normalize(x, axis)


def random_normal(shape, mean=0.0, stddev=1.0, dtype='float32', seed=None):
    return random.normal(shape, mean, stddev, dtype)


def variable(value, dtype=None, name=None, **keywords):
    return Variable(None, getattr(value, 'shape', ()), dtype or 'float32', True, name)


def constant(value, *arguments, **keywords):
    return value


def in_train_phase(x, alt, training=None):
    return x() if callable(x) else x


def in_test_phase(x, alt, training=None):
    return alt() if callable(alt) else alt


def learning_phase():
    return None


def dropout(x, level, *arguments, **keywords):
    return ops.dropout(x, rate=level)


def clear_session():
    reset()


def batch_dot(x, y, axes=None):
    from .layers import dot as joined
    return joined([x, y], axes if axes is not None else (len(x.shape) - 1, len(y.shape) - 2))


def name_scope(name):
    import contextlib
    return contextlib.nullcontext()


def get_uid(prefix=''):
    return 1


def set_learning_phase(value):
    pass


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'keras.backend' has no attribute '%s'" % name)
    return getattr(ops, {'pow': 'power', 'dot': 'dot', 'sqrt': 'sqrt'}.get(name, name))
