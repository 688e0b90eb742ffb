"""The stand-in's side of a recording."""
import contextlib
import sys

from skipscope.recording import current

from .initial import initial_of
from .values import values_of


class Route:
    """The interface that `skipscope.recording.current.route` asks of a torch."""

    @staticmethod
    def handle_of(tensor):
        return tensor._handle

    @staticmethod
    def start():
        """A run begins."""

    @staticmethod
    def taken(tensor):
        """A tensor is an input of the model."""

    @staticmethod
    def recording():
        """The stand-in records all that is called."""
        return contextlib.nullcontext()

    values_of = staticmethod(values_of)
    initial_of = staticmethod(initial_of)


def install():
    current.route = Route
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 4000))
