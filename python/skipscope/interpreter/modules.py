"""Modules and parameters of real torch that remember where they were made, and tell the builder of their calls."""
import sys

from ..recording import current
from ..recording.views import Handle
from . import packing
from .seen import is_seen

MADE = '_made'
LIMIT = 6


def install(torch):
    """Once for a process, before any module of the user's is made."""
    from .versions import show_indices
    module = torch.nn.Module
    call, make = module.__call__, torch.nn.Parameter.__new__

    def __new__(cls, *arguments, **keywords):
        made = object.__new__(cls)
        if current.making is not None:
            made.__dict__[MADE] = current.making.frames(sys._getframe(1), LIMIT)
        return made

    def __call__(self, *arguments, **keywords):
        builder = current.builder
        if builder is None:
            return run(self, arguments, keywords)
        builder.enter(self, self.__dict__.get(MADE, ()))
        try:
            return run(self, arguments, keywords)
        finally:
            builder.leave()

    def run(self, arguments, keywords):
        try:
            return call(self, *arguments, **keywords)
        except KeyError:
            if hasattr(self, '_multirecipe'):
                apply_pattern(self, *arguments)
            raise

    def new_parameter(cls, data=None, *arguments, **keywords):
        made = leaf(make, cls, data, *arguments, **keywords)
        if current.making is not None:
            made.__dict__[MADE] = current.making.frames(sys._getframe(1), LIMIT)
        return made

    copied = torch.nn.Parameter.__deepcopy__

    def __deepcopy__(self, memo):
        made = copied(self, memo)
        if MADE in self.__dict__:
            # Layers of an encoder are copies of one: it was made where that was.
            made.__dict__[MADE] = self.__dict__[MADE]
        return made

    add = module.add_module

    def add_module(self, name, module):
        if hasattr(module, '_absent'):
            # A layer of a package that is not there names that package.
            int(module)
        add(self, name, module)

    torch.nn.Module.add_module = add_module
    module.__new__, module.__call__ = staticmethod(__new__), __call__
    torch.nn.Parameter.__deepcopy__ = __deepcopy__
    torch.nn.Parameter.__new__ = staticmethod(new_parameter)
    leave_masks(torch)
    leave_checks(torch)
    leave_packing(torch)
    packing.install(torch)
    leave_comparing(torch.nn.modules.transformer)
    show_indices()


def leaf(make, cls, data, *arguments, **keywords):
    """A parameter that a model makes of what it computes: no gradient goes back through it."""
    from .route import carries
    if not hasattr(data, 'detach') or not is_seen():
        return make(cls, data, *arguments, **keywords)
    route = current.route
    if carries(route.handle_of(data).current()):
        data = data.detach()
    made = make(cls, data, *arguments, **keywords)
    route.attach(made, Handle(route.handle_of(data).current()))
    return made


def apply_pattern(layer, tensor):
    """Layers of einops look a tensor up by its rank; the function of the same pattern says which rank it wants."""
    import einops
    if hasattr(layer, 'reduction'):
        einops.reduce(tensor, layer.pattern, layer.reduction, **layer.axes_lengths)
    else:
        einops.rearrange(tensor, layer.pattern, **layer.axes_lengths)


def leave_checks(torch):
    """Distributions look at the values of their parameters, which no draft has, and draw their noise in two steps."""
    torch.distributions.Distribution.set_default_validate_args(False)

    def noise(shape, dtype, device):
        return torch.randn(shape, dtype=dtype, device=device)
    for module in [module for name, module in sys.modules.items() if name.startswith('torch.distributions.')]:
        if hasattr(module, '_standard_normal'):
            module._standard_normal = noise
    torch.normal = in_parts(torch, torch.normal)


def in_parts(torch, normal):
    """Numbers of a normal distribution as noise, scaled and moved: what a gradient reaches is told apart from the noise."""
    def drawn(mean=0.0, std=1.0, size=None, **keywords):
        if not is_seen():
            return normal(mean, std, **keywords) if size is None else normal(mean, std, size, **keywords)
        tensors = [one for one in (mean, std) if isinstance(one, torch.Tensor)]
        shape = torch.broadcast_shapes(*[one.shape for one in tensors]) if tensors else size
        noise = torch.randn(shape, dtype=tensors[0].dtype if tensors else keywords.get('dtype'))
        return noise if not tensors and (mean, std) == (0, 1) else noise * std + mean
    return drawn


def leave_packing(torch):
    """Recurrent layers lay their weights out for the device: no operation is in that, though torch before 2.1 looks at each of them."""
    pack = torch.nn.RNNBase.flatten_parameters

    def flatten_parameters(self):
        if not is_seen():
            pack(self)
    torch.nn.RNNBase.flatten_parameters = flatten_parameters


def leave_masks(torch):
    """A mask of truth values stays one until the attention that takes it: its modules turn it into numbers before, and again."""
    canonical = getattr(torch.nn.functional, '_canonical_mask', None)

    def _canonical_mask(mask, *arguments, **keywords):
        return mask if is_seen() else canonical(mask, *arguments, **keywords)
    # Torch before 2.0 has none.
    if canonical is not None:
        torch.nn.functional._canonical_mask = _canonical_mask


def leave_comparing(transformer):
    """Encoders compare their mask with a causal one, for a faster kernel: no operation of the model, and nothing that a draft can tell."""
    compare = getattr(transformer, '_detect_is_causal_mask', None)

    def _detect_is_causal_mask(mask, is_causal=None, size=None):
        is_left_out = is_causal is None and mask is not None and (mask.is_meta or is_seen())
        return False if is_left_out else compare(mask, is_causal, size)
    # Torch before 2.1 has none.
    if compare is not None:
        transformer._detect_is_causal_mask = _detect_is_causal_mask
