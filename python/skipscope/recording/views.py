"""
Views and in-place writes as a functional graph: (base, view) pairs.

A `Handle` is what a tensor stands for in the recording. A write through a view becomes the view's new value plus
writes back along the chain to the base; other views of the base are renewed when they are read.
"""


class Storage:
    """
    The state that a tensor and its views share. `version` counts the writes; `pending` is the view that was written last,
    while nothing has asked for the base or another view. `maker` is the node whose output lies in it, `readers` are the
    (node, position among its inputs) that read it since.
    """
    __slots__ = ('version', 'pending', 'maker', 'readers')

    def __init__(self):
        self.version = 0
        self.pending = self.maker = None
        self.readers = []

    def overwrite(self, node):
        """The previous content, before the node wrote: (its maker, its readers)."""
        before = self.maker, [reader for reader in self.readers if reader[0] is not node]
        self.maker, self.readers = node, []
        return before

    def settle(self):
        """Put the value of the view that was written back along its chain to the base."""
        handle, self.pending = self.pending, None
        while handle is not None and handle.parent is not None:
            parent = handle.parent
            parent.reference = handle.view[1](parent, handle.reference)
            parent.seen = self.version
            handle = parent


class Handle:
    """
    `reference` is the current value. `view` = (renew, put_back) for a view of `parent`: `renew(parent)` gives the
    view's value again, `put_back(parent, value)` the parent's value after the view was written; each a reference.
    """
    __slots__ = ('reference', 'storage', 'seen', 'parent', 'view')

    def __init__(self, reference, parent=None, view=None):
        self.reference = reference
        self.storage = Storage() if parent is None else parent.storage
        self.seen = self.storage.version
        self.parent = parent
        self.view = view

    def current(self):
        """The value to read now."""
        if self.seen != self.storage.version:
            self.storage.settle()
        if self.seen != self.storage.version and self.parent is not None:
            self.parent.current()
            self.reference = self.view[0](self.parent)
            self.seen = self.storage.version
        return self.reference

    def write(self, reference):
        """Give this tensor, and so its base and the base's other views, a new value."""
        storage = self.storage
        if storage.pending is not self:
            storage.settle()
            handle = self
            while handle.parent is not None:
                handle.parent.current()
                handle = handle.parent
            storage.pending = self if self.parent is not None else None
        storage.version += 1
        self.reference, self.seen = reference, storage.version
