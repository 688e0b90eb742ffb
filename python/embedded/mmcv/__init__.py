"""
A stand-in for mmcv-lite 2.2.0, with the names of mmcv 1 that moved to mmengine: `mmcv.cnn`; pictures and their transforms are inert, compiled
operations are not there.
"""
import importlib

from mmengine._inert import install, public

__version__ = '2.2.0'
version_info = (2, 2, 0)
_absent = public(__name__)

install(__name__, 'arraymisc fileio image image.colorspace image.geometric image.io image.photometric transforms transforms.base transforms.builder '
        'parallel transforms.formatting transforms.loading transforms.processing transforms.utils transforms.wrappers video video.io video.optflow '
        'video.processing visualization visualization.image')


def __getattr__(name):
    if name in ('cnn', 'runner', 'utils'):
        return importlib.import_module('%s.%s' % (__name__, name))
    if not name.startswith('__'):
        for holder in ('mmcv.utils', 'mmengine.fileio'):
            module = importlib.import_module(holder)
            if name in module.__all__:
                return getattr(module, name)
    return _absent(name)
