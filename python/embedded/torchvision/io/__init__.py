"""Files are not read."""
from torch._missing import Missing

ImageReadMode = Missing('torchvision.io.ImageReadMode')


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    return Missing('torchvision.io.' + name)
