"""Notes on what was left out, for the driver."""
import sys

from . import current


def leave_note(about, what):
    """Into the recording that runs, else kept until one is written."""
    if current.builder is not None:
        current.builder.note(about, what)
        return
    frames = current.making.frames(sys._getframe(1), 1) if current.making is not None else []
    if current.pending is not None:
        current.pending.append((about, what, frames))


def pending_notes(positions):
    """Notes that were left while no recording ran, as the schema has them."""
    found = []
    for about, what, frames in current.pending:
        at = positions.read(frames)
        note = {'about': about, 'what': what, **({'at': at[0]} if at else {})}
        if note not in found:
            found.append(note)
    return found
