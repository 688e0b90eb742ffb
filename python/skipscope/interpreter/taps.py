"""
Taps of one training step: hooks. One on the operand itself where no other operation reads it; else one on an ordinary view of it, so that the
branches of a fork are told apart and views, writes in place and version checks stay torch's own. Where others read what an operation writes in
place, it runs on a tapped copy, whose entries go back into the tensor that it belongs to: autograd skips the hooks of a value that is overwritten.
"""
import torch

from ..recording import current
from . import readings
from .joined import JOINS, joined
from .versions import listen

# No mode looks at what the taps themselves call.
Quiet = torch._C.DisableTorchFunction

KEPT = 3
# The plan of a step that measures nothing.
NOTHING = {'edges': [], 'outputs': [], 'activations': [], 'forks': []}


class Plan:
    """
    The measurements of a step. Edges are (node, position of the operand), outputs (node, output); `forks` holds
    (skip, edges of the shortcut, edges of the body) by the output that they leave.
    """

    def __init__(self, told):
        self.edges = {tuple(edge) for edge in told['edges']}
        self.outputs = {tuple(output) for output in told['outputs']}
        self.activations = {node: tuple(watch) if watch else None for node, watch in told['activations']}
        self.sequences = {tuple(edge): axis for edge, axis in told.get('sequences', ())}
        self.ablated = {tuple(edge) for edge in told.get('ablated', ())}
        self.forks = [(skip, [tuple(edge) for edge in shortcut], [tuple(edge) for edge in body])
                      for skip, shortcut, body in told['forks']]
        self.held = {edge for _, shortcut, body in self.forks for edge in (*shortcut, *body)}
        # Edges of which more is asked than a norm.
        self.apart = self.held | self.ablated | self.sequences.keys()
        self.histograms = told.get('histograms', False)


class Taps:
    """Sees the operands and the outputs of every operation of one pass."""

    def __init__(self, plan, alone=frozenset(), is_measured=True):
        self.plan, self.alone, self.is_measured = plan, alone, is_measured
        self.read = readings.Collector()
        self.sizes, self.held, self.joined = {}, {}, None
        self.norms, self.spreads = Recent(readings.norm), Recent(readings.spread_of)

    def enter(self, op, bound, operands, target):
        """Taps for the operands of the operation that comes; None if nothing stands in for any of them."""
        number, swap = current.builder.number, Swap()
        self.joined = self.read_joined(op, bound, number, operands)
        if self.joined:
            return None
        with Quiet():
            for at, tensor in enumerate(operands):
                swap.add(tensor, self.standing_for((number, at), tensor, tensor is target))
        return swap if swap.is_needed else None

    def read_joined(self, op, bound, number, operands):
        """The concatenation whose result tells the gradients of all operands; None where an operand is looked at by itself."""
        edges = [(number, at) for at in range(len(operands))] if op == JOINS else ()
        is_plain = edges and self.is_measured and torch.is_grad_enabled() and self.plan.edges.issuperset(edges)
        if not is_plain or not self.plan.apart.isdisjoint(edges):
            return None
        with Quiet():
            return joined(op, bound, number, operands)

    def standing_for(self, edge, tensor, is_written):
        if edge in self.plan.ablated:
            return torch.zeros_like(tensor)
        if self.is_measured and edge in self.plan.edges and tensor.requires_grad and torch.is_grad_enabled():
            return self.tapped(edge, tensor, is_written)
        return tensor

    def tapped(self, edge, tensor, is_written):
        """The tensor itself where nothing else reads it, else a view of it; a copy where it is written and its hooks would not see what it was."""
        is_alone = edge in self.alone and tensor.grad_fn is not None and not (is_written and tensor._base is not None)
        tap = tensor if is_alone else tensor.clone() if is_written else tensor.view_as(tensor)
        self.sizes['edge', edge] = tensor.numel()
        is_held = edge in self.plan.held

        def read(gradient):
            self.read.keep(('edge', edge), self.norms.read(gradient))
            if edge in self.plan.sequences:
                self.read.keep(('steps', edge), readings.steps(gradient, self.plan.sequences[edge]))
            if is_held:
                self.held[edge] = gradient.detach()
        listen(tap, read)
        return tap

    def run(self, func, args, kwargs):
        return func(*args, **kwargs)

    def leave(self, number, outs):
        """The outputs of an operation, by the number of its node."""
        if not self.is_measured:
            return
        if number in self.plan.activations and outs[0].is_floating_point():
            self.sizes['activation', number] = outs[0].numel()
            with torch.no_grad(), Quiet():
                self.read.keep(('activation', number), self.activation(outs[0], self.plan.activations[number]))
        if self.joined and outs[0].requires_grad:
            self.watch_joined(self.joined, outs[0])
        for at, out in enumerate(outs):
            if (number, at) in self.plan.outputs and out.requires_grad:
                self.watch((number, at), out)

    def watch_joined(self, joined, tensor):
        """∂L/∂operand of each operand of a concatenation."""
        self.sizes.update((('edge', edge), size) for edge, _, _, size in joined.edges)

        def read(gradient):
            for edge, numbers in joined.norms(gradient):
                self.read.keep(('edge', edge), numbers)
        listen(tensor, read)

    def watch(self, output, tensor):
        """∂L/∂output of all readers together."""
        self.sizes['output', output] = tensor.numel()
        listen(tensor, lambda gradient: self.read.keep(('output', output), self.norms.read(gradient)))

    def activation(self, tensor, watch):
        tensor = tensor.detach()
        return [*self.spreads.read(tensor), readings.noticeable(tensor, watch) if watch else 0.0]

    def close(self):
        """After the backward pass: both sides of every fork."""
        for skip, shortcut, body in self.plan.forks:
            sides = [[self.held[edge] for edge in edges if edge in self.held] for edges in (shortcut, body)]
            if all(sides):
                self.read.keep(('fork', skip), readings.fork(*sides))
        self.held.clear()
        self.norms.known, self.spreads.known = [], []


class Recent:
    """
    Readings of the last tensors, for those that hold the same entries: an operation that passes a gradient on unchanged hands the same one to
    each of its operands, and a view has the entries of its base.
    """

    def __init__(self, read):
        self.once, self.known = read, []

    def read(self, tensor):
        place = readings.place_of(tensor)
        for known, told, _ in self.known:
            if known == place:
                return told
        told = self.once(tensor)
        # The entries are kept alive as long as their place stands for them.
        self.known = [(place, told, tensor), *self.known[:KEPT - 1]]
        return told


class Swap:
    """Tensors that others stand in for, in the order of the operands."""

    def __init__(self):
        self.waiting, self.first = {}, {}
        self.is_needed = False

    def add(self, tensor, tap):
        self.waiting.setdefault(id(tensor), []).append(tap)
        self.first.setdefault(id(tensor), tap)
        self.is_needed = self.is_needed or tap is not tensor

    def put(self, value):
        if isinstance(value, torch.Tensor):
            taps = self.waiting.get(id(value))
            return value if not taps else taps.pop(0) if len(taps) > 1 else taps[0]
        if isinstance(value, dict):
            return {name: self.put(each) for name, each in value.items()}
        if isinstance(value, (list, tuple)) and not hasattr(value, '_fields'):
            made = [self.put(each) for each in value]
            return made if isinstance(value, list) else tuple(made)
        return value

    def write_back(self, target, result):
        """The entries of the copy that was written."""
        tap = self.first.get(id(target), target)
        if tap is target:
            return result
        target.copy_(tap)
        return target if isinstance(result, torch.Tensor) else result
