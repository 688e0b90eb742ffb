"""Follows a training of torch from its optimizer's steps: nothing in the loop changes."""
import torch

from .run_file import RunFile
from .steps import followed

RECTIFIERS = ('ReLU', 'ReLU6')


class TorchWatcher:
    """
    A reading every `every` steps of an optimizer that holds weights of the model: the norm of ∂L/∂W and ‖Δw‖ / ‖w‖ of each layer
    with weights, the share of dead units of each ReLU module, and the loss that `backward` was called on. Between readings a step
    is counted and nothing else. `path` is the file, `most_bytes` its bound. `close()` ends it, and so does the end of a `with`.
    """

    def __init__(self, model, every=50, path=None, most_bytes=50_000_000):
        if every < 1:
            raise ValueError('every must be at least 1, but is %s' % every)
        self.model, self.every, self.step = model, every, 0
        self.layers = layers_of(model)
        self.rectifiers = [(name, module) for name, module in model.named_modules() if type(module).__name__ in RECTIFIERS]
        self.owned = {id(weight) for _, weights in self.layers for weight in weights}
        self.file = RunFile(path, type(model).__name__, [name for name, _ in self.layers], [name for name, _ in self.rectifiers], most_bytes)
        self.path = self.file.path
        self.loss = self.before = self.gradients = None
        self.dead, self.hooks, self.is_open = {}, [], True
        self._patch()
        self._arm()

    # What is replaced while this is open
    def _patch(self):
        self._backward = torch.Tensor.backward
        watcher = self

        def backward(tensor, *arguments, **keywords):
            if watcher.is_reading:
                watcher.loss = tensor.detach()
            return watcher._backward(tensor, *arguments, **keywords)
        self._own = torch.Tensor.backward = backward
        self._handles = followed(self.before_step, self.after_step)

    def close(self):
        """Put everything back; the file stays."""
        if not self.is_open:
            return
        self.is_open = False
        if torch.Tensor.backward is self._own:
            torch.Tensor.backward = self._backward
        for handle in (*self._handles, *self.hooks):
            handle.remove()
        self.file.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    # Steps
    @property
    def is_reading(self):
        """The step that comes is read."""
        return self.is_open and (self.step + 1) % self.every == 0

    def _arm(self):
        """Hooks on the rectifiers for the one step that is read."""
        for hook in self.hooks:
            hook.remove()
        self.hooks, self.dead = [], {}
        if self.is_reading:
            self.hooks = [module.register_forward_hook(self._listener(name)) for name, module in self.rectifiers]

    def _listener(self, name):
        def listen(module, arguments, output):
            if isinstance(output, torch.Tensor) and output.dim() > 1 and self.model.training:
                with torch.no_grad():
                    others = [dim for dim in range(output.dim()) if dim != unit_dimension(output)]
                    self.dead[name] = ((output != 0).sum(others) == 0).float().mean()
        return listen

    def holds(self, optimizer):
        return any(id(weight) in self.owned for group in optimizer.param_groups for weight in group['params'])

    def before_step(self, optimizer):
        if not self.is_reading or not self.holds(optimizer):
            return
        with torch.no_grad():
            self.gradients = [norm([weight.grad for weight in weights if weight.grad is not None]) for _, weights in self.layers]
            self.before = [[weight.detach().clone() for weight in weights] for _, weights in self.layers]

    def after_step(self, optimizer):
        if not self.is_open or not self.holds(optimizer):
            return
        if self.before is not None:
            self._read()
        self.step += 1
        if self.is_reading or self.hooks:
            self._arm()

    def _read(self):
        with torch.no_grad():
            updates = []
            for (_, weights), before in zip(self.layers, self.before):
                changed, old = norm([now.detach() - then for now, then in zip(weights, before)]), norm(before)
                updates.append(None if changed is None or old is None else changed / old)
            dead = [self.dead.get(name) for name, _ in self.rectifiers]
            told = told_numbers([self.loss if self.loss is not None and self.loss.numel() == 1 else None, *self.gradients, *updates, *dead])
        count = len(self.layers)
        self.file.add(self.step + 1, told[0], gradient=told[1:1 + count], update=told[1 + count:1 + 2 * count], dead=told[1 + 2 * count:])
        self.before = self.gradients = self.loss = None


def layers_of(model):
    """(name, weights of its own that are trained) of every module that has some."""
    found = []
    for name, module in model.named_modules():
        weights = [weight for weight in module._parameters.values() if weight is not None and weight.requires_grad]
        if weights:
            found.append((name or type(module).__name__, weights))
    return found


def unit_dimension(output):
    """Channels of pictures and sequences of channels, else the last dimension."""
    return 1 if output.dim() > 3 or output.dim() == 2 else output.dim() - 1


def norm(tensors):
    """The L2 norm of some tensors together, on their device; None of none."""
    if not tensors:
        return None
    parts = [torch.linalg.vector_norm(one.detach().float()) for one in tensors]
    return parts[0] if len(parts) == 1 else torch.linalg.vector_norm(torch.stack(parts))


def told_numbers(values):
    """Numbers of scalars on a device, in one transfer."""
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    told = [None] * len(values)
    if known:
        read = torch.stack([value.detach().reshape(()).float() for _, value in known]).tolist()
        for (at, _), number in zip(known, read):
            told[at] = number
    return told
