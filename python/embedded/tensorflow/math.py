"""`tf.math`."""
from keras import ops

from . import nn
from ._names import FUNCTIONS

globals().update(FUNCTIONS)
log, log1p, rsqrt, erf, reciprocal, ceil, softplus = (
    getattr(ops, _name) for _name in ('log', 'log1p', 'rsqrt', 'erf', 'reciprocal', 'ceil', 'softplus'))
l2_normalize, top_k = nn.l2_normalize, nn.top_k
reduce_std, reduce_variance = (lambda input_tensor, axis=None, keepdims=False, name=None, _of=_of: _of(input_tensor, axis, keepdims)
                               for _of in (ops.std, ops.var))


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'tensorflow.math' has no attribute '%s'" % name)
    return ops.unknown_operation('tf.math.' + name)
