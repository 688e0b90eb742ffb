"""One device holds everything: whatever device a definition names, its tensors stay where they are made."""
import torch
from torch.overrides import TorchFunctionMode

from .drafts import drafted
from .small_values import SmallValues, leave_values
from .wording import in_full, missed

MOVES = frozenset('cpu cuda xpu npu pin_memory'.split())


class Placing(TorchFunctionMode):
    """Takes devices out of the calls below it."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        name = getattr(func, '__name__', '')
        if name in MOVES and args and isinstance(args[0], torch.Tensor):
            return args[0]
        if name == 'to' and isinstance(args[0], torch.Tensor):
            return self.moved(args[0], args[1:], kwargs)
        if 'device' in kwargs:
            kwargs = {key: value for key, value in kwargs.items() if key != 'device'}
        return self.call(name, func, args, kwargs)

    def moved(self, tensor, args, kwargs):
        return moved(tensor, args, kwargs)

    def call(self, name, func, args, kwargs):
        return func(*args, **kwargs)


class Drafting(Placing):
    """On `meta`: small tables keep their values, and what torch refuses is told in the words that it has with values."""

    def __init__(self):
        super().__init__()
        self.small = SmallValues()

    def moved(self, tensor, args, kwargs):
        return self.small.moved(tensor, moved(tensor, args, kwargs))

    def call(self, name, func, args, kwargs):
        told = self.small.read(name, func, args)
        if told is not None:
            return told[0]
        made = drafted(name, args, kwargs)
        if made is not None:
            return made
        error = missed(name, func, args, kwargs)
        if error is not None:
            raise error
        return self.small.keep(name, func, args, kwargs, self.called(name, func, args, kwargs))

    def called(self, name, func, args, kwargs):
        """
        The result of a call. A draft may meet tensors that torch makes on the processor whatever the device: the call is made again without their
        values. Values that are known tell what torch would read of them.
        """
        try:
            return func(*args, **kwargs)
        except (RuntimeError, AssertionError) as error:
            made = self.small.told(name, func, args, kwargs)
            if made is not None:
                return made
            if not leave_values([*args, *kwargs.values()]):
                raise in_full(error, func, args, kwargs)
        return self.called(name, func, args, kwargs)


def moved(tensor, args, kwargs):
    """`x.to(…)`: the type alone matters."""
    dtype = None
    for value in (*args, *kwargs.values()):
        if isinstance(value, torch.Tensor):
            dtype = value.dtype
        elif isinstance(value, torch.dtype):
            dtype = value
    if dtype is not None and dtype != tensor.dtype:
        return tensor.to(dtype)
    return tensor.clone() if kwargs.get('copy') else tensor
