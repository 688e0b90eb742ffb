"""
Other definitions are made for what they tell of one's arguments, and only as long as that pays: a table of sines over
25,000 places takes a Python minutes.
"""
import contextlib
import sys
import time

SECONDS = 6
TOOL = 4


class TooLong(Exception):
    """The loops of another definition took all the time there was for such."""


class Patience:
    """The seconds that loops of the user's code have left, all together. A Python before 3.12 waits for as long as it takes."""

    def __init__(self, is_users, seconds=SECONDS):
        self.is_users, self.left = is_users, seconds
        self._depth, self._end = 0, 0.0

    @contextlib.contextmanager
    def spent(self):
        """Code that runs in here raises `TooLong` where a loop begins anew once nothing is left."""
        monitoring = getattr(sys, 'monitoring', None)
        if monitoring is None or self._depth or monitoring.get_tool(TOOL) is not None:
            yield
            return
        self._depth, self._end = 1, time.monotonic() + self.left
        began = time.monotonic()
        monitoring.use_tool_id(TOOL, 'skipscope')
        monitoring.register_callback(TOOL, monitoring.events.JUMP, self._check)
        monitoring.set_events(TOOL, monitoring.events.JUMP)
        try:
            yield
        finally:
            monitoring.set_events(TOOL, 0)
            monitoring.register_callback(TOOL, monitoring.events.JUMP, None)
            monitoring.free_tool_id(TOOL)
            self._depth = 0
            self.left -= time.monotonic() - began

    def _check(self, code, offset, target):
        if not self.is_users(code.co_filename):
            return sys.monitoring.DISABLE
        if time.monotonic() > self._end:
            raise TooLong('it takes too long')
        return None
