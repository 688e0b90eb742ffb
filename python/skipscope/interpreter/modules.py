"""Modules and parameters of real torch that remember where they were made, and tell the builder of their calls."""
import sys

from ..recording import current

MADE = '_made'
LIMIT = 6


def install(torch):
    """Once for a process, before any module of the user's is made."""
    module = torch.nn.Module
    call, make = module.__call__, torch.nn.Parameter.__new__

    def __new__(cls, *arguments, **keywords):
        made = object.__new__(cls)
        if current.making is not None:
            made.__dict__[MADE] = current.making.frames(sys._getframe(1), LIMIT)
        return made

    def __call__(self, *arguments, **keywords):
        builder = current.builder
        if builder is None:
            return call(self, *arguments, **keywords)
        builder.enter(self, self.__dict__.get(MADE, ()))
        try:
            return call(self, *arguments, **keywords)
        finally:
            builder.leave()

    def new_parameter(cls, *arguments, **keywords):
        made = make(cls, *arguments, **keywords)
        if current.making is not None:
            made.__dict__[MADE] = current.making.frames(sys._getframe(1), LIMIT)
        return made

    module.__new__, module.__call__ = staticmethod(__new__), __call__
    torch.nn.Parameter.__new__ = staticmethod(new_parameter)
    leave_masks(torch)


def leave_masks(torch):
    """A mask of truth values stays one until the attention that takes it: its modules turn it into numbers before, and again."""
    from torch.overrides import _get_current_function_mode
    from .mode import Recorder
    canonical = getattr(torch.nn.functional, '_canonical_mask', None)

    def _canonical_mask(mask, *arguments, **keywords):
        return mask if isinstance(_get_current_function_mode(), Recorder) else canonical(mask, *arguments, **keywords)
    # Torch before 2.0 has none.
    if canonical is not None:
        torch.nn.functional._canonical_mask = _canonical_mask
