"""`numpy.linalg`: the norm."""
import math

from .arrays import as_array


def norm(x, ord=None):
    return math.sqrt(sum(entry * entry for entry in as_array(x).entries))


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    from .missing import Missing
    return Missing('numpy.linalg.' + name)
