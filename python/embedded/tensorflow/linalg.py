"""`tf.linalg`."""
from keras import ops

from ._names import FUNCTIONS

matmul, einsum, eye, tensordot = (FUNCTIONS[_name] for _name in ('matmul', 'einsum', 'eye', 'tensordot'))


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'tensorflow.linalg' has no attribute '%s'" % name)
    return ops.unknown_operation('tf.linalg.' + name)
