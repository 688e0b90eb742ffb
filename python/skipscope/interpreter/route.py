"""Real torch's side of a recording: what each tensor stands for in it."""
import contextlib
import math

from ..recording import current
from ..recording.nodes import Node, Owned
from ..recording.views import Handle
from .decisions import Decisions

KEY = '_skipscope'
MOST_VALUES = 4096


class Route:
    """
    The interface that `skipscope.recording.current.route` asks of a torch. A tensor keeps its handle itself; one of an earlier run
    is a constant of this one. `misses`: a tensor that carries a gradient came from an operation that no mode sees, such as a
    function of autograd of the user's own. `frees`: inputs keep none, as in the user's own loop.
    """

    def __init__(self, torch, producer, frees=False):
        self.torch = torch
        self.producer = producer
        self.frees = frees
        self.run = object()
        self.mode = None
        self.misses = False
        self.decisions = Decisions()

    def handle_of(self, tensor):
        kept = tensor.__dict__.get(KEY)
        if kept is not None and kept[0] is self.run:
            return kept[1]
        self.misses = self.misses or tensor.grad_fn is not None
        return self.attach(tensor, Handle((constant(tensor), 0)))

    def attach(self, tensor, handle):
        tensor.__dict__[KEY] = (self.run, handle)
        return handle

    def start(self):
        """A run begins: what tensors stood for in the last one is forgotten."""
        self.run = object()
        self.misses = False
        self.decisions = Decisions()

    def taken(self, tensor):
        """
        Lets a gradient flow back to an input of the model, which keeps its values: adding a zero that needs one makes it
        no leaf, so that the model may write it in place.
        """
        if self.frees or not (tensor.is_floating_point() or tensor.is_complex()):
            return
        self.attach(tensor, Handle((constant(tensor), 0)))
        with self.torch.enable_grad():
            zero = self.torch.zeros((), dtype=tensor.dtype, device=tensor.device, requires_grad=True)
            tensor.add_(zero)

    @contextlib.contextmanager
    def recording(self):
        """Every call of torch in here is told to the builder."""
        from .mode import Recorder
        self.mode = Recorder(self)
        try:
            with self.mode:
                yield
        finally:
            self.mode = None

    def values_of(self, reference):
        """The entries of a small constant."""
        tensor = None if isinstance(reference, Owned) else reference[0].memo
        if tensor is None or tensor.is_meta or tensor.numel() > MOST_VALUES or tensor.is_complex():
            return None
        return tensor.detach().flatten().tolist()

    def initial_of(self, entry, write):
        """The number of a small buffer that holds one; real torch draws all else itself."""
        tensor = entry.tensor
        if not entry.is_buffer or tensor.is_meta or not 0 < tensor.numel() <= MOST_VALUES or tensor.is_complex():
            return None
        first, *others = tensor.detach().flatten().tolist()
        if not math.isfinite(first) or any(other != first for other in others):
            return None
        return {'draw': 'constant', 'value': float(first)}


def constant(tensor):
    """The node of a tensor that was made outside the run. It keeps the tensor for its entries."""
    node = Node('values', [], {}, [(tuple(tensor.shape), str(tensor.dtype)[6:])])
    node.no_gradient = True
    node.memo = tensor if tensor.numel() <= MOST_VALUES else None
    return node


def append(node, in_place, no_gradient):
    """Add an operation to the recording that runs."""
    if current.builder is not None:
        current.builder.add(node, in_place, no_gradient)
    else:
        node.in_place, node.no_gradient = in_place, no_gradient


def carries(reference):
    """Tell whether a gradient flows back through a value."""
    if isinstance(reference, Owned):
        return reference.tensor.requires_grad
    return not reference[0].no_gradient and is_float(reference[0].outputs[reference[1]][1])


def is_float(dtype):
    return dtype.startswith(('float', 'bfloat', 'complex'))
