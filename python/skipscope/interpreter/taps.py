"""
Taps of one training step. An operand is tapped by an ordinary view with a hook, so that the branches of a fork are told
apart and views, writes in place and version checks stay torch's own. An operation in place runs on a tapped copy, whose
entries go back into the tensor that it belongs to: autograd skips the hooks of a value that is overwritten.
"""
import torch

from ..recording import current
from . import readings

# No mode looks at what the taps themselves call.
Quiet = torch._C.DisableTorchFunction


KEPT = 2


class Plan:
    """
    The measurements of a step. Edges are (node, position of the operand), outputs (node, output); `forks` holds
    (skip, edges of the shortcut, edges of the body) by the output that they leave.
    """

    def __init__(self, told):
        self.edges = {tuple(edge) for edge in told['edges']}
        self.outputs = {tuple(output) for output in told['outputs']}
        self.activations = {node: tuple(watch) if watch else None for node, watch in told['activations']}
        self.ablated = {tuple(edge) for edge in told.get('ablated', ())}
        self.forks = [(skip, [tuple(edge) for edge in shortcut], [tuple(edge) for edge in body])
                      for skip, shortcut, body in told['forks']]
        self.held = {edge for _, shortcut, body in self.forks for edge in (*shortcut, *body)}
        self.histograms = told.get('histograms', False)


class Taps:
    """Sees the operands and the outputs of every operation of one pass."""

    def __init__(self, plan, is_measured=True):
        self.plan, self.is_measured = plan, is_measured
        self.read = readings.Collector()
        self.sizes, self.held, self.recent = {}, {}, []

    def enter(self, operands, inputs, target):
        """Taps for the operands of the operation that comes; None where none is tapped."""
        number = len(current.builder.nodes)
        swap = Swap()
        with Quiet():
            for at, (_, tensor) in enumerate(operands):
                swap.add(tensor, self.standing_for((number, at), tensor, tensor is target))
        return swap if swap.is_needed else None

    def standing_for(self, edge, tensor, is_written):
        if edge in self.plan.ablated:
            return torch.zeros_like(tensor)
        if self.is_measured and edge in self.plan.edges and tensor.requires_grad and torch.is_grad_enabled():
            return self.tapped(edge, tensor, is_written)
        return tensor

    def tapped(self, edge, tensor, is_written):
        tap = tensor.clone() if is_written else tensor.view_as(tensor)
        self.sizes['edge', edge] = tensor.numel()
        is_held = edge in self.plan.held

        def listen(gradient):
            self.read.keep(('edge', edge), self.norm_of(gradient))
            if is_held:
                self.held[edge] = gradient.detach()
        tap.register_hook(listen)
        return tap

    def norm_of(self, gradient):
        """An operation that passes a gradient on unchanged hands the same one to each of its operands."""
        place = (gradient.data_ptr(), gradient.shape, gradient.stride())
        for known, told, _ in self.recent:
            if known == place:
                return told
        told = readings.norm(gradient)
        # The entries are kept alive as long as their place stands for them.
        self.recent = [(place, told, gradient), *self.recent[:KEPT - 1]]
        return told

    def run(self, func, args, kwargs):
        return func(*args, **kwargs)

    def leave(self, node, outs):
        """The outputs of an operation, once its node has its number."""
        if not self.is_measured:
            return
        if node.number in self.plan.activations and outs[0].is_floating_point():
            self.sizes['activation', node.number] = outs[0].numel()
            with torch.no_grad(), Quiet():
                self.read.keep(('activation', node.number), readings.activation(outs[0], self.plan.activations[node.number]))
        for at, out in enumerate(outs):
            if (node.number, at) in self.plan.outputs and out.requires_grad:
                self.watch((node.number, at), out)

    def watch(self, output, tensor):
        """∂L/∂output of all readers together."""
        self.sizes['output', output] = tensor.numel()
        tensor.register_hook(lambda gradient: self.read.keep(('output', output), self.norm_of(gradient)))

    def close(self):
        """After the backward pass: both sides of every fork."""
        for skip, shortcut, body in self.plan.forks:
            sides = [[self.held[edge] for edge in edges if edge in self.held] for edges in (shortcut, body)]
            if all(sides):
                self.read.keep(('fork', skip), readings.fork(*sides))
        self.held.clear()
        self.recent = []


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
