"""The builder of a training step: it numbers operations as the recording does, and keeps nothing else of them."""
from ..recording import current
from ..recording.builder import Builder, flat
from ..recording.owned import counts_batches, owned_tensors


class Owners:
    """The parameters and buffers of a model, searched again only once its modules hold others."""

    def __init__(self, model):
        self.model, self.held, self.entries, self.counting = model, None, [], []

    def read(self):
        held = [id(one) for module in self.model.modules() for one in (module, *module._parameters.values(), *module._buffers.values())]
        if held != self.held:
            self.held, self.entries = held, owned_tensors(self.model)
            self.counting = [entry for entry in self.entries if counts_batches(entry)]
        return self.entries

    def counters(self):
        """Counters of the batches that a batch norm has seen."""
        self.read()
        return self.counting


class StepBuilder(Builder):
    """Without positions and calls, and owning counters alone, which are no operations. `expected`: the operations of the recording, in order."""

    def __init__(self, positions, expected, owners):
        super().__init__(positions)
        self.expected, self.owners = expected, owners
        self.differs_at = None
        self.number = 0
        self.returned_tensors = {}

    def start(self, model):
        """As a recording starts, without what it alone tells of the modules."""
        current.route.start()
        self.handle_of = current.route.handle_of
        for entry in self.owners.counters():
            self.own(entry)
        current.builder = self

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
