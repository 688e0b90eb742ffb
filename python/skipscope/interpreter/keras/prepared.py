"""Real Keras, imported once and locked in before any code of the user's runs."""
import types

from .backend import imported
from .inlining import Inlining
from .lock import lock_keras
from .record import Recorder


class NoModule:
    """Stands where torch has its modules: nothing is one."""

    def __call__(self, *arguments, **keywords):
        raise TypeError('torch is not there')


def prepared(text):
    """A `Recorder`. `text` is that of the file, which may name the library that Keras runs on."""
    keras = imported(text)
    lock_keras(keras)
    return Recorder(keras, torch_or_nothing(), Inlining(keras))


def torch_or_nothing():
    """The driver looks for torch's modules among the user's classes."""
    try:
        import torch
        return torch
    except ImportError:
        return types.SimpleNamespace(nn=types.SimpleNamespace(Module=NoModule), Tensor=NoModule)
