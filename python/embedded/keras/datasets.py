"""`keras.datasets`: a few samples without content, of the shapes that the real ones have."""
import sys
import types

from skipscope.recording.errors import NeedsValues

__path__ = []
SAMPLES = 8
PICTURES = {'mnist': ((28, 28), (), 'uint8'), 'fashion_mnist': ((28, 28), (), 'uint8'), 'cifar10': ((32, 32, 3), (1,), 'uint8'),
            'cifar100': ((32, 32, 3), (1,), 'uint8'), 'boston_housing': ((13,), (), 'float64'), 'california_housing': ((8,), (), 'float32')}


def _loader(shape, label, dtype):
    def load_data(*arguments, **keywords):
        import numpy
        part = numpy.zeros((SAMPLES, *shape), dtype=dtype), numpy.zeros((SAMPLES, *label), dtype='uint8')
        return part, part
    return load_data


def unknown(*arguments, **keywords):
    raise NeedsValues('load_data')


for _name in (*PICTURES, 'imdb', 'reuters'):
    _module = types.ModuleType('keras.datasets.' + _name)
    _module.load_data = _loader(*PICTURES[_name]) if _name in PICTURES else unknown
    _module.get_word_index = unknown
    globals()[_name] = sys.modules['keras.datasets.' + _name] = _module
