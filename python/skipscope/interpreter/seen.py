"""Tells whether a recording sees the calls that are made now."""
import contextlib


def seeing_mode():
    """The mode that records the next call; None where none does, and inside a call that is recorded."""
    import torch.overrides
    from .mode import Recorder
    mode = torch.overrides._get_current_function_mode()
    return mode if isinstance(mode, Recorder) and not mode.busy else None


def is_seen():
    """Tell whether a call that is made now is one of the recording, and not a part of one."""
    return seeing_mode() is not None


@contextlib.contextmanager
def unseen():
    """Calls in here are none of the recording."""
    mode = seeing_mode()
    if mode is None:
        yield
        return
    mode.busy = True
    try:
        yield
    finally:
        mode.busy = False
