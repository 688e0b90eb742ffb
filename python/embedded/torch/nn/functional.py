"""`torch.nn.functional`."""
from skipscope.recording.aliases import is_known

from .._core.call import invoke
from .._core.methods import FUNCTIONS, function
from .._names import FUNCTIONAL
from .._missing import missing
from . import _reduction as _Reduction  # noqa: F401

unfold = function('unfold')
_ADAPTIVE = ('adaptive_max_pool1d', 'adaptive_max_pool2d', 'adaptive_max_pool3d', 'max_pool1d', 'max_pool2d', 'max_pool3d')


def with_indices(name):
    def call(input, *arguments, **keywords):
        keywords['return_indices'] = True
        return invoke(name, (input, *arguments), keywords)
    return call


for _name in FUNCTIONAL:
    if _name not in globals():
        if _name in FUNCTIONS:
            globals()[_name] = FUNCTIONS[_name]
        elif is_known(_name):
            globals()[_name] = function(_name)
for _name in _ADAPTIVE:
    globals()[_name + '_with_indices'] = with_indices(_name)
del _name


def __getattr__(name):
    return missing('torch.nn.functional', name, FUNCTIONAL)
