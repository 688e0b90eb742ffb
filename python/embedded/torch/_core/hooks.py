"""Handles of hooks."""
import itertools

_numbers = itertools.count()


class RemovableHandle:
    """Takes a hook out of its table."""

    def __init__(self, table, extra=None):
        self.table = table
        self.id = next(_numbers)

    def remove(self):
        self.table.pop(self.id, None)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.remove()
