"""A training step of a trainer against the clock: as the user's own code would take it, or with times of every operation."""
from time import perf_counter

from ..recording.builder import flat
from .keeping import drawn_as_recorded
from .mode import Recorder
from .taps import NOTHING, Plan, Taps
from .timing import LOSS, MILLISECONDS, Peak, TimingTaps, bytes_of, optimizer_bytes, timed_updates, waiter
from .versions import TIMES_BACKWARD


class TimedStep:
    """One step: `forward`, then `backward` once its targets are known."""

    def __init__(self, trainer, is_tapped, is_watched):
        self.trainer = trainer
        self.taps = TimingTaps(trainer.device) if is_tapped and TIMES_BACKWARD else None
        self.peak = Peak(trainer.device) if is_watched else None
        self.wait = waiter(trainer.device)
        self.base = self.seconds = self.forward_seconds = 0.0

    def forward(self, inputs):
        """Shapes of the outputs that have a loss."""
        trainer = self.trainer
        call = trainer.filled(inputs)
        if self.peak:
            state = [*trainer.entry.parameters(), *trainer.entry.buffers(), *(tensor for _, tensor in call[2])]
            self.base = bytes_of(state) + optimizer_bytes(trainer.optimizer)
            trainer.optimizer.zero_grad(set_to_none=True)
            self.peak.start()
        self.wait()
        started = perf_counter()
        trainer.predictions = self.predictions(call)
        self.wait()
        self.seconds = self.forward_seconds = perf_counter() - started
        return [trainer.shape_of(loss) for loss in trainer.losses]

    def predictions(self, call):
        """The outputs of the pass, by their paths. Where draws decide, it goes the way of the recording, which a mode has to see to."""
        trainer, prepared = self.trainer, self.trainer.prepared
        if self.taps:
            return trainer.run(call, Recorder(prepared.route, self.taps, prepared.decisions.reader())).returned_tensors
        if prepared.decisions.answers:
            return trainer.run(call, trainer.mode(Taps(Plan(NOTHING), is_measured=False))).returned_tensors
        arguments, keywords, _ = call
        with prepared.placing(), drawn_as_recorded():
            value = trainer.entry(*arguments, **keywords)
        return {path or 'out': tensor for path, tensor in flat(value, '')}

    def backward(self, targets):
        """Milliseconds of the step and of its parts, and bytes."""
        trainer, taps = self.trainer, self.taps
        started = perf_counter()
        trainer.optimizer.zero_grad(set_to_none=True)
        loss = trainer.total(targets)
        self.wait()
        lost = perf_counter()
        if taps:
            taps.watch(LOSS, loss.grad_fn)
        began = perf_counter()
        loss.backward()
        self.wait()
        ended = perf_counter()
        updates = self.update()
        float(loss.detach())
        self.wait()
        self.seconds += perf_counter() - started
        most = self.peak.stop() if self.peak else None
        trainer.predictions = None
        told = {'milliseconds': self.seconds * MILLISECONDS, 'optimizerBytes': optimizer_bytes(trainer.optimizer)}
        if most is not None:
            told['peakBytes'] = self.base + most
        if taps:
            taps.close()
            told['tapped'] = self.parts(lost - started, ended - began, updates)
        return told

    def update(self):
        trainer = self.trainer
        if not self.taps:
            trainer.optimizer.step()
            return {}
        trained = [(at, tensor) for at, (tensor, _) in enumerate(trainer.weights) if tensor is not None and tensor.grad is not None]
        return timed_updates(trainer.optimizer, trained, self.wait)

    def parts(self, loss, backward, updates):
        taps = self.taps
        pairs = lambda spent: [[at, seconds * MILLISECONDS] for at, seconds in spent.items() if at != LOSS]
        operations = sum(taps.forward.values())
        return {
            'forward': pairs(taps.forward),
            'backward': pairs(taps.backward),
            'update': pairs(updates),
            'loss': (loss + taps.backward.get(LOSS, 0.0)) * MILLISECONDS,
            'phases': {
                'forward': (operations + loss) * MILLISECONDS,
                'backward': sum(taps.backward.values()) * MILLISECONDS,
                'update': sum(updates.values()) * MILLISECONDS,
            },
            'tapCost': (self.forward_seconds - operations + backward - sum(taps.backward.values())) * MILLISECONDS,
        }
