"""`tf.random`."""
from keras import random as _random

normal, uniform, truncated_normal = _random.normal, _random.uniform, _random.truncated_normal


def set_seed(seed):
    pass


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError("module 'tensorflow.random' has no attribute '%s'" % name)
    return lambda *arguments, **keywords: None
