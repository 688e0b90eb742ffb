"""`torch.utils`."""
from . import checkpoint, data

__all__ = ['checkpoint', 'data']


def __getattr__(name):
    from .._missing import Missing
    if name.startswith('__'):
        raise AttributeError(name)
    return Missing('torch.utils.' + name, True)
