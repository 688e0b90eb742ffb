"""Functions of autograd with a gradient of their own: each is one operation, as the stand-in has it, for none of its parts has that gradient."""
import torch

# Recorders that see calls now, the innermost last.
seeing = []
_own = torch.autograd.Function.__dict__.get('apply')


def see_functions():
    """
    Lead every call of a function's `apply` past the recorder of the time, but of torch's own functions. It is there before the user's modules
    run, since they keep it under names of theirs: `blur = Blur.apply`.
    """
    torch.autograd.Function.apply = classmethod(_apply)


def _apply(cls, *args, **kwargs):
    def call(*args, **kwargs):
        return super(torch.autograd.Function, cls).apply(*args, **kwargs) if _own is None else _own.__get__(None, cls)(*args, **kwargs)
    is_seen = seeing and not cls.__module__.startswith(('torch.', 'skipscope.'))
    return seeing[-1].function(cls, call, args, kwargs) if is_seen else call(*args, **kwargs)
