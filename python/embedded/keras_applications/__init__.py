"""`keras_applications`, which is a part of Keras now."""
import sys

from keras import applications as _applications
from keras.applications import *  # noqa: F403

for _name, _module in list(sys.modules.items()):
    if _name.startswith('keras.applications.'):
        sys.modules[_name.replace('keras.applications', 'keras_applications')] = _module


def get_submodules_from_kwargs(kwargs):
    import keras
    return tuple(kwargs.get(name) or getattr(keras, name) for name in ('backend', 'layers', 'models', 'utils'))


def __getattr__(name):
    return getattr(_applications, name)
