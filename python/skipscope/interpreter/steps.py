"""The builder of a training step: it numbers operations as the recording does, and keeps nothing else of them."""
from ..recording.builder import Builder, flat


class StepBuilder(Builder):
    """Without positions and calls. `expected` are the operations of the recording, in order."""

    def __init__(self, positions, expected):
        super().__init__(positions)
        self.expected = expected
        self.differs_at = None
        self.number = 0
        self.returned_tensors = {}

    def returned(self, value):
        self.returned_tensors = {path or 'out': tensor for path, tensor in flat(value, '')}

    def input(self, name, tensor, origin=None, vocabulary=None):
        made = super().input(name, tensor, origin, vocabulary)
        self.number = len(self.nodes)
        return made

    def add(self, node, in_place, no_gradient):
        node.in_place, node.no_gradient = in_place, no_gradient
        node.number = self.count(node.op)

    def count(self, op):
        """The number of the operation that comes, by its name."""
        number = self.number
        if self.differs_at is None and not (number < len(self.expected) and self.expected[number] == op):
            self.differs_at = number
        self.number = number + 1
        return number

    def enter(self, module, made=()):
        pass

    def leave(self):
        pass

    def note(self, about, what, frame=None):
        pass
