"""Layers whose input width the first call tells."""
from .conv import Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from .linear import Linear
from .normalization import BatchNorm1d, BatchNorm2d, BatchNorm3d, InstanceNorm1d, InstanceNorm2d, InstanceNorm3d


def lazy(base, axis):
    """`LazyLinear(10)`: a `Linear` from its first call on."""
    class Lazy(base):
        cls_to_become = base

        def __init__(self, *arguments, **keywords):
            base.__init__(self, 0 if base is Linear else 1, *arguments, **keywords)
            self.__dict__['_told'] = (arguments, keywords)

        def __call__(self, input, *rest, **named):
            if type(self) is not base:
                arguments, keywords = self.__dict__['_told']
                kept = {key: value for key, value in self.__dict__.items() if key in ('_made', 'training') or key.endswith(('_hooks', '_kwargs'))}
                self.__class__ = base
                base.__init__(self, input._shape[axis], *arguments, **keywords)
                self.__dict__.update(kept)
                from skipscope.recording import current
                if current.builder is not None:
                    current.builder.adopt(self)
            return base.__call__(self, input, *rest, **named)

        _call_impl = __call__

    Lazy.__name__ = Lazy.__qualname__ = 'Lazy' + base.__name__
    return Lazy


LAZY = {made.__name__: made for made in [
    lazy(Linear, -1), *[lazy(base, 1) for base in (
        Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d, BatchNorm1d, BatchNorm2d, BatchNorm3d, InstanceNorm1d,
        InstanceNorm2d, InstanceNorm3d)]]}
