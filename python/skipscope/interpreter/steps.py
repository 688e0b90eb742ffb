"""The builder of a training step: it numbers operations as the recording does, and keeps nothing else of them."""
from ..recording.builder import Builder, flat


class StepBuilder(Builder):
    """Without positions and calls. `expected` are the operations of the recording, in order."""

    def __init__(self, positions, expected):
        super().__init__(positions)
        self.expected = expected
        self.differs_at = None
        self.returned_tensors = {}

    def returned(self, value):
        self.returned_tensors = {path or 'out': tensor for path, tensor in flat(value, '')}

    def add(self, node, in_place, no_gradient):
        node.in_place, node.no_gradient = in_place, no_gradient
        node.number = len(self.nodes)
        is_same = node.number < len(self.expected) and self.expected[node.number] == node.op
        if not is_same and self.differs_at is None:
            self.differs_at = node.number
        self.nodes.append(node)

    def enter(self, module, made=()):
        pass

    def leave(self):
        pass

    def note(self, about, what, frame=None):
        pass
