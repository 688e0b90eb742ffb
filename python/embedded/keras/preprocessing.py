"""`keras.preprocessing`: pictures and texts before they reach a model."""
import sys
import types

from ._core.named import Named, open_module

__path__ = []
for _name in ('image', 'text', 'sequence', 'timeseries'):
    _module = types.ModuleType('keras.preprocessing.' + _name)
    _module.__getattr__ = open_module('keras.preprocessing.' + _name, Named)
    globals()[_name] = sys.modules['keras.preprocessing.' + _name] = _module
__getattr__ = open_module('keras.preprocessing', Named)
