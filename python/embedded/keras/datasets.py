"""`keras.datasets`: data are read by nobody here."""
import sys
import types

from skipscope.recording.errors import NeedsValues

__path__ = []


def load_data(*arguments, **keywords):
    raise NeedsValues('load_data')


for _name in ('mnist', 'fashion_mnist', 'cifar10', 'cifar100', 'imdb', 'reuters', 'boston_housing', 'california_housing'):
    _module = types.ModuleType('keras.datasets.' + _name)
    _module.load_data = _module.get_word_index = load_data
    globals()[_name] = sys.modules['keras.datasets.' + _name] = _module
