"""`keras_applications`, which is a part of Keras now."""
import sys

from keras import applications as _applications
from keras.applications import *  # noqa: F403

for _name, _module in list(sys.modules.items()):
    if _name.startswith('keras.applications.'):
        sys.modules[_name.replace('keras.applications', 'keras_applications')] = _module


def __getattr__(name):
    return getattr(_applications, name)
