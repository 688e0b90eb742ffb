"""`tf_keras` is Keras under another name."""
import sys

import keras
from keras import *  # noqa: F403

for _name, _module in list(sys.modules.items()):
    if _name.startswith('keras.') and not _name.startswith('keras._'):
        sys.modules['tf_' + _name] = _module
__getattr__ = lambda name: getattr(keras, name)
__version__ = '2.18.0'
