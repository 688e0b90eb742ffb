"""The user's calls that are running: their places, and their numbers in the order in which they began."""
import sys

from . import current

MOST_FRAMES = 40


class Running:
    """`names` are those of the calls, by number. Calls are told apart by their frames, which are kept so that no other has their place."""

    def __init__(self):
        self.names, self._numbers, self._kept = [], {}, []

    def numbers(self):
        """The numbers of the calls that are running, outermost first. A frame without a name of its own, such as a comprehension's, has none."""
        found = (self._number(frame) for _, frame in reversed(users()))
        return tuple(number for number in found if number is not None)

    def _number(self, frame):
        name = frame.f_code.co_name
        if name.startswith('<'):
            return None
        if id(frame) not in self._numbers:
            self._numbers[id(frame)] = len(self.names)
            owner = frame.f_locals.get('self') if name in ('call', '__call__') else None
            self.names.append(getattr(owner, 'name', None) or name)
            self._kept.append(frame)
        return self._numbers[id(frame)]


def frames():
    """The user's frames that are running, innermost first: (code, instruction, line)."""
    return [noted for noted, _ in users()]


def users():
    """(noted, frame) of each of them."""
    making, frame, found = current.making, sys._getframe(1), []
    if making is None:
        return found
    while frame is not None and len(found) < MOST_FRAMES:
        code = frame.f_code
        if making.number_of(code.co_filename) is not None:
            found.append(((code, frame.f_lasti, frame.f_lineno), frame))
        frame = frame.f_back
    return found
