"""One model with weights of its own that is trained: forward pass, loss, backward pass, update, and what was measured."""
import torch

from . import readings
from .calls import Calls
from .keeping import Kept, drawn_as_recorded, in_mode
from .losses import check_loss, loss_of
from .optimizers import optimizer_of
from .step_mode import StepRecorder
from .steps import Owners, StepBuilder
from .storages import follows_writes, read_once
from .taps import NOTHING, Plan, Taps
from .weights import Weights


class Trainer:
    """
    `prepared` made the model and knows how it is called. `setup`: losses (one per output, by its path: name, whether classes stand at dimension 1),
    optimizer, weights (names and the axes of their units), the edges to train without.
    """

    def __init__(self, prepared, made, setup):
        self.prepared, self.model, self.entry = prepared, made.model, made.entry
        self.template, self.device = made.template, prepared.device
        self.losses, self.ablated = setup['losses'], setup.get('ablated', [])
        self.entry.train()
        self.owners = Owners(self.entry)
        owned = {entry.name: entry for entry in self.owners.read()}
        self.weights = [(owned[name].tensor if name in owned else None, axis) for name, axis in setup['weights']]
        self.moved = Weights([tensor for tensor, _ in self.weights])
        self.optimizer = optimizer_of(self.entry, setup['optimizer'])
        for loss in self.losses:
            check_loss(loss['name'])
        self.builder = self.taps = self.predictions = self.kept = self.timed = None
        self.calls, self.follows = Calls(), follows_writes(prepared.recording)
        # An operation that nobody sees may read any value.
        self.alone = frozenset() if prepared.misses else read_once(prepared.recording)

    # One pass
    def forward(self, inputs, plan, is_measured=True):
        """Shapes of the outputs that have a loss."""
        self.taps = Taps(Plan({**plan, 'ablated': self.ablated}), self.alone, is_measured)
        self.builder = self.run(self.filled(inputs), self.mode(self.taps), self.watch_input)
        self.predictions = self.builder.returned_tensors
        return [self.shape_of(loss) for loss in self.losses]

    def mode(self, taps):
        return StepRecorder(self.prepared.route, taps, self.calls, self.follows, self.prepared.decisions.reader())

    def run(self, call, mode, watch=None):
        """The builder of a forward pass that `mode` sees. `call` is what `filled` gives; `watch` gets each input before."""
        arguments, keywords, made = call
        builder = StepBuilder(self.prepared.positions, self.prepared.operations, self.owners)
        with builder, drawn_as_recorded():
            builder.start(self.entry)
            for at, (name, tensor) in enumerate(made):
                builder.input(name, tensor)
                if watch is not None:
                    watch(at, tensor)
            with self.prepared.placing(), mode:
                builder.returned(self.entry(*arguments, **keywords))
        return builder

    def watch_input(self, number, tensor):
        """∂L/∂x of an input, whose nodes come first."""
        if self.taps.is_measured and tensor.requires_grad and (number, 0) in self.taps.plan.outputs:
            self.taps.watch((number, 0), tensor)
        if self.taps.is_measured and number in self.taps.plan.activations and tensor.is_floating_point():
            self.taps.sizes['activation', number] = tensor.numel()
            self.taps.read.keep(('activation', number), readings.activation(tensor, self.taps.plan.activations[number]))

    def filled(self, inputs):
        """Arguments and keywords with these tensors in their places, and (name, tensor) in the order of the recording."""
        from ..driver.record import _named
        from ..driver.templates import _fill
        named = _named(self.entry, self.template)
        made = {}
        for (_, spec), tensor in zip(named, inputs):
            made[id(spec)] = tensor.to(device=self.device, dtype=getattr(torch, spec.dtype))
        arguments = _fill(self.template.arguments, torch, 2, made)
        keywords = _fill(self.template.keywords, torch, 2, made)
        return arguments, keywords, [(name, made[id(spec)]) for name, spec in named]

    def prediction(self, loss):
        tensor = self.predictions[loss['output']]
        return tensor.movedim(1, -1) if loss['classesFirst'] and tensor.dim() > 2 else tensor

    def shape_of(self, loss):
        return list(self.prediction(loss).shape)

    def total(self, targets):
        parts = [loss_of(loss['name'], self.prediction(loss), target.to(self.device)) for loss, target in zip(self.losses, targets)]
        return torch.stack([part.float() for part in parts]).sum() if len(parts) > 1 else parts[0]

    # A step
    def step(self, targets, histograms):
        """Loss, backward pass and update of the forward pass before; everything measured, by its key."""
        taps, read = self.taps, self.taps.read
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.total(targets)
        read.keep(('loss',), [loss.detach()])
        loss.backward()
        taps.close()
        self.moved.start(read, histograms)
        self.optimizer.step()
        self.moved.finish(read)
        told, sizes = read.collect(), taps.sizes
        self.taps = self.predictions = None
        return {'readings': told, 'sizes': sizes, 'differsAt': self.builder.differs_at}

    def train(self, targets):
        """A step after `forward` without a measurement: the loss before it."""
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.total(targets)
        loss.backward()
        self.optimizer.step()
        self.taps = self.predictions = None
        return float(loss.detach())

    # A step against the clock
    def time_forward(self, inputs, is_tapped, is_watched):
        from .timed import TimedStep
        self.timed = TimedStep(self, is_tapped, is_watched)
        return self.timed.forward(inputs)

    def time_backward(self, targets):
        timed, self.timed = self.timed, None
        return timed.backward(targets)

    def roof(self):
        from .timing import roof
        return roof(self.device)

    # Without a step
    def passes(self, inputs, nodes, modes):
        """Readings of the outputs of some operations, by (pass, node), in one pass for each mode."""
        kept, plan = Kept(self.entry), {**NOTHING, 'activations': [[node, None] for node in nodes]}
        told, sizes = {}, {}
        try:
            for at, mode in enumerate(modes):
                with torch.no_grad(), in_mode(self.entry, mode):
                    self.forward(inputs, plan)
                differs = self.builder.differs_at
                for (_, node), numbers in self.taps.read.collect().items():
                    if differs is None or node < differs:
                        told[at, node], sizes[at, node] = numbers, self.taps.sizes['activation', node]
        finally:
            kept.put_back()
            self.taps = self.predictions = None
        return told, sizes

    def loss_begin(self, inputs, offsets):
        """The forward pass of `loss_end`; weights, statistics and draws are put back there."""
        self.kept = Kept(self.entry)
        with torch.no_grad():
            for at, offset in offsets:
                tensor = self.weights[at][0]
                tensor.add_(offset.to(tensor.device).reshape(tensor.shape))
            return self.forward(inputs, NOTHING, False)

    def loss_end(self, targets):
        try:
            with torch.no_grad():
                return float(self.total(targets))
        finally:
            self.kept.put_back()
            self.kept = self.taps = self.predictions = None

    def state(self):
        """Mean, variance and equal units of every weight."""
        read = readings.Collector()
        with torch.no_grad():
            for at, (tensor, axis) in enumerate(self.weights):
                if tensor is not None:
                    read.keep(at, readings.values(tensor, axis))
        return read.collect()

