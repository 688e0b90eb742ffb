"""Notes on what was left out, for the driver."""
from skipscope.recording import current


def leave_note(about, what):
    """Into the recording that runs, else kept until one is written."""
    if current.builder is not None:
        current.builder.note(about, what)
        return
    import sys
    frames = current.making.frames(sys._getframe(1), 1) if current.making is not None else []
    if current.pending is not None:
        current.pending.append((about, what, frames))
