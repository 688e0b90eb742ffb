"""
Sees every call of torch in a training step. Most calls have been seen before: those are looked up, run without a mode above them, and numbered;
what a tensor stands for is followed only where the model writes into what others see.
"""
import torch

from ..recording import current
from .mode import COMPARISONS, CONVERSIONS, COPIES, COUNTING, READS, SILENT, Recorder, distinct, is_counter, name_of, tensors_in

# No mode and no class of a tensor's own looks at what is called in here.
Quiet = torch._C.DisableTorchFunction
PASSED = SILENT | READS | COMPARISONS | CONVERSIONS | COPIES | frozenset(('to',))
# They say something about a tensor and make none.
TELLING = frozenset((
    'size dim stride numel is_floating_point is_contiguous is_complex element_size data_ptr get_device ndimension nelement __len__ '
    '__hash__').split())


class StepRecorder(Recorder):
    """`calls` outlive a step. `follows`: views that are written are told apart."""

    def __init__(self, route, taps, calls, follows, decided):
        super().__init__(route, taps, decided)
        self.calls, self.follows = calls, follows

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        if self.busy or current.builder is None:
            return func(*args, **kwargs)
        with Quiet():
            raw = name_of(func)
            if raw is None or raw in TELLING or raw in COUNTING and is_counter(args[0]):
                return func(*args, **kwargs)
            told, found = (None, ()) if raw in PASSED else self.calls.look_up(func, args, kwargs)
            if told is not None and not self.follows:
                return self.known(func, told, found, (args, kwargs))
        if told is not None:
            return self.followed(func, told, found, (args, kwargs))
        return super().__torch_function__(func, types, args, kwargs)

    def followed(self, func, told, found, given):
        operands = list(zip(told.slots, (found[place] for place in told.places)))
        self.busy = True
        try:
            return self.operation(func, (told.op, told.bound, told.in_place, operands, told.attributes), *given)
        finally:
            self.busy = False

    def keep(self, func, args, kwargs, call):
        """The call is the next step's to look up."""
        key, found = self.calls.key(func, args, kwargs)
        if key is not None and 'device' not in kwargs:
            self.calls.keep(key, found, call)

    def known(self, func, told, found, given):
        args, kwargs = given
        operands = [found[place] for place in told.places]
        target = operands[0] if told.in_place and operands else None
        swap = self.taps.enter(told.op, told.bound, operands, target)
        if swap:
            args, kwargs = swap.put(args), swap.put(kwargs)
        result = func(*args, **kwargs)
        if swap and target is not None:
            result = swap.write_back(target, result)
        outs = [target] if target is not None else tensors_in(result)
        if not outs:
            return result
        number = current.builder.count(told.op)
        if target is None:
            result, outs = distinct(result, outs, operands)
        self.taps.leave(number, outs)
        return result
