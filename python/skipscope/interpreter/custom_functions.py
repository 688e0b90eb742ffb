"""Functions of autograd with a gradient of their own: each is one operation, as the stand-in has it, for none of its parts has that gradient."""
import contextlib

import torch


@contextlib.contextmanager
def seen_whole(run):
    """While this is open, `run(kind, call, args, kwargs)` makes every call of a function's `apply`, but of torch's own functions."""
    function = torch.autograd.Function
    own = function.__dict__.get('apply')

    def apply(cls, *args, **kwargs):
        def call(*args, **kwargs):
            return super(function, cls).apply(*args, **kwargs) if own is None else own.__get__(None, cls)(*args, **kwargs)
        is_torchs = cls.__module__.startswith(('torch.', 'skipscope.'))
        return call(*args, **kwargs) if is_torchs else run(cls, call, args, kwargs)
    function.apply = classmethod(apply)
    try:
        yield
    finally:
        if own is None:
            del function.apply
        else:
            function.apply = own
