"""
A stand-in for TensorFlow: `tf.keras`, and what of `tf.*` models use on the tensors of Keras. The rest can be imported
and passed around; it says so as soon as a tensor of a graph reaches it.
"""
import contextlib

import keras
from keras import ops as _ops
from keras._core.layer import Layer as _Layer
from keras._core.tensor import KerasTensor, Variable as Variable
from keras.ops import cast as cast, convert_to_tensor as convert_to_tensor, identity as identity, shape as shape

from . import _names, image as image, linalg as linalg, math as math, nn as nn, random as random
from ._modules import alias, modules
from ._types import *  # noqa: F403

__version__ = '2.18.0'
Tensor, Module, TensorShape = KerasTensor, _Layer, tuple
SymbolicTensor = RaggedTensor = KerasTensor
initializers, losses, metrics, optimizers = keras.initializers, keras.losses, keras.metrics, keras.optimizers
globals().update(_names.FUNCTIONS)
globals().update(modules('tensorflow'))
globals()['keras'] = keras
alias()


def function(*arguments, **keywords):
    """`@tf.function`, with or without arguments."""
    if arguments and callable(arguments[0]):
        return arguments[0]
    return lambda decorated: decorated


def constant(value, *arguments, **keywords):
    return value


@contextlib.contextmanager
def name_scope(*arguments, **keywords):
    yield


device = variable_scope = control_dependencies = init_scope = name_scope


class GradientTape:
    """Gradients are measured elsewhere."""

    def __init__(self, *arguments, **keywords):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def gradient(self, *arguments, **keywords):
        return []


def executing_eagerly():
    return False


def print(*arguments, **keywords):  # noqa: A001
    return None


def no_op(*arguments, **keywords):
    return None


def ensure_shape(x, shape, **keywords):
    return x


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'tensorflow' has no attribute '%s'" % name)
    return _ops.unknown_operation('tf.' + name)


