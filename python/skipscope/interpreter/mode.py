"""Sees every call of torch while a model runs, and tells the builder of it."""
from torch.overrides import TorchFunctionMode

import torch

from ..recording import current
from ..recording.aliases import is_known, plain_name, resolve
from ..recording.nodes import Node, split_operands
from ..recording.owned import counts_batches
from ..recording.views import Handle
from .custom_functions import seeing
from .decisions import note_of
from .route import append, carries, is_float
from .versions import storage
from .views import VIEWS, steps_of

# They say something about a tensor, or make one from numbers: nothing of the graph.
SILENT = frozenset((
    'size dim stride numel new_tensor is_floating_point is_contiguous is_complex element_size data_ptr requires_grad_ register_hook __len__ '
    '__hash__ __repr__ __format__ get_device __set__ storage_offset is_same_size has_names ndimension nelement backward retain_grad '
    'is_signed is_inference is_nonzero from_numpy is_tensor untyped_storage storage dim_order is_shared '
    '_is_view is_pinned is_conj is_neg __dlpack__ __dlpack_device__ __array__ _has_compatible_shallow_copy_type '
    'register_post_accumulate_grad_hook __reduce_ex__ __deepcopy__ get_default_dtype result_type can_cast promote_types '
    'set_default_dtype manual_seed broadcast_shapes finfo iinfo apply_ map_ set_ resize_ detach_ share_memory_').split())
READS = frozenset('item tolist numpy __bool__ __int__ __float__ __index__ __complex__'.split())
# Of numbers they make a constant, of a tensor another that shares its entries or copies them.
CONVERSIONS = frozenset(('tensor', 'as_tensor', 'asarray'))
COMPARISONS = frozenset(('equal', 'allclose'))
# The same entries under another object.
COPIES = frozenset('clone contiguous alias __pos__ cpu cuda xpu npu pin_memory'.split())
PROPERTIES = {'T': 'T', 'mT': 'mT', 'H': 'H', 'mH': 'mH', 'real': 'real', 'imag': 'imag', 'data': 'detach'}
COUNTING = 'add_', '__iadd__'


class Recorder(TorchFunctionMode):
    """
    `taps` may put a view in the place of an operand, and sees what comes out. `decided` gives what the recording read from draws. A recording has
    neither.
    """

    def __init__(self, route, taps=None, decided=None):
        super().__init__()
        self.route, self.taps, self.decided, self.busy = route, taps, decided, False

    def __enter__(self):
        seeing.append(self)
        return super().__enter__()

    def __exit__(self, *error):
        seeing.pop()
        return super().__exit__(*error)

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        raw = name_of(func)
        if self.busy or raw is None or raw in SILENT or current.builder is None:
            return func(*args, **kwargs)
        self.busy = True
        try:
            return self.call(func, raw, args, kwargs)
        finally:
            self.busy = False

    def call(self, func, raw, args, kwargs):
        if raw in READS or raw in COMPARISONS:
            return self.read(func, raw, args, kwargs)
        if raw in CONVERSIONS:
            return self.converted(func, raw, args, kwargs)
        if raw in COPIES:
            return self.copied(func(*args, **kwargs), args[0])
        if raw in COUNTING and is_counter(args[0]):
            return func(*args, **kwargs)
        op, bound, in_place, is_bound = canonical(raw, args, kwargs)
        if op == 'to' and told_type(bound['dtype']) == str(args[0].dtype)[6:]:
            return self.copied(func(*args, **kwargs), args[0])
        operands, attributes = split_operands(op, bound) if is_bound else loose(bound)
        call = op, bound, in_place, operands, attributes
        self.keep(func, args, kwargs, call)
        return self.operation(func, call, args, kwargs)

    def read(self, func, raw, args, kwargs):
        """A call that reads entries. In a step, draws decide as in the recording."""
        if self.decided is not None:
            told = self.decided(current.builder.number, raw) if current.builder.differs_at is None else None
            return func(*args, **kwargs) if told is None else told[0]
        drawn = note_of(tensors_in(args))
        if raw in READS or drawn:
            current.builder.note(drawn or 'value read', 'Tensor.' + raw)
        answer = func(*args, **kwargs)
        if drawn:
            self.route.decisions.keep(len(current.builder.nodes), raw, answer)
        return answer

    def function(self, kind, call, args, kwargs):
        """A call of a function of autograd of the user's."""
        tensors = [one for one in args if isinstance(one, torch.Tensor)]
        if self.busy or current.builder is None or not tensors:
            return call(*args, **kwargs)
        bound = {'tensors': tensors, 'name': kind.__name__}
        self.busy = True
        try:
            return self.operation(call, ('custom', bound, False, *split_operands('custom', bound)), args, kwargs)
        finally:
            self.busy = False

    def keep(self, func, args, kwargs, call):
        """A recording sees each call once."""

    def converted(self, func, raw, args, kwargs):
        """`torch.as_tensor(x, dtype=…)` is `x.to(…)`, `torch.tensor(x)` a copy that no gradient leaves."""
        source = args[0] if args else kwargs.get('data')
        if not isinstance(source, torch.Tensor):
            return func(*args, **kwargs)
        made = source
        if raw == 'tensor':
            made = self.call(torch.Tensor.detach, 'detach', (source,), {})
            made = self.copied(torch.Tensor.clone(made), made)
        dtype = kwargs.get('dtype', args[1] if len(args) > 1 else None)
        return made if dtype in (None, source.dtype) else self.call(torch.Tensor.to, 'to', (made, dtype), {})

    def copied(self, result, source):
        if result is not source and isinstance(result, torch.Tensor):
            self.route.attach(result, Handle(self.route.handle_of(source).current()))
        return result

    def operation(self, func, call, args, kwargs):
        """Run one operation and append its node."""
        op, bound, in_place, operands, attributes = call
        inputs = [(slot, self.route.handle_of(tensor).current()) for slot, tensor in operands]
        target = operands[0][1] if in_place and operands else None
        swap = self.taps.enter(op, bound, [tensor for _, tensor in operands], target) if self.taps else None
        if swap:
            args, kwargs = swap.put(args), swap.put(kwargs)
        result = self.taps.run(func, args, kwargs) if self.taps else func(*args, **kwargs)
        if swap and target is not None:
            result = swap.write_back(target, result)
        outs = [target] if target is not None else tensors_in(result)
        if not outs:
            return result
        if target is None:
            result, outs = distinct(result, outs, [tensor for _, tensor in operands])
        node = Node(op, inputs, attributes, [(shape_of(one), str(one.dtype)[6:]) for one in outs])
        # A view that is made where no gradient is kept says that it needs one all the same.
        needs = torch.is_grad_enabled() and any(one.requires_grad for one in outs)
        append(node, in_place, not needs and not self.would_carry(node))
        if target is not None:
            self.route.handle_of(target).write((node, 0))
        else:
            self.attach(node, bound, outs, operands)
        if self.taps:
            self.taps.leave(node.number, outs)
        return result

    def would_carry(self, node):
        """Tell whether a gradient would flow back through the node, had the inputs of the model one."""
        return (self.route.frees and torch.is_grad_enabled() and node.op != 'detach' and
                any(is_float(dtype) for _, dtype in node.outputs) and any(carries(reference) for _, reference in node.inputs))

    def attach(self, node, bound, outs, operands):
        """Each output stands for its place in the node; a view remembers what it shows."""
        views = None
        if operands and node.op in VIEWS and shares(operands[0][1], outs[0]):
            base = operands[0][1]
            views = steps_of(node.op, bound, node, (tuple(base.shape), str(base.dtype)[6:]))
        for at, out in enumerate(outs):
            parent = self.route.handle_of(operands[0][1]) if views else None
            self.route.attach(out, Handle((node, at), parent, views[at] if views else None))


def name_of(func):
    """Torch's name for a call; None for a property that only tells something."""
    name = getattr(func, '__name__', None) or str(func)
    return PROPERTIES.get(getattr(func.__self__, '__name__', '')) if name == '__get__' else name


def canonical(raw, args, kwargs):
    """As `resolve`, and under torch's own name where the call has no canonical form."""
    if is_known(raw):
        try:
            given = {name: value for name, value in kwargs.items() if name not in ('out', 'device')}
            return (*resolve(raw, args, given), True)
        except (TypeError, NotImplementedError):
            pass
    name, in_place, _ = plain_name(raw)
    # A sequence is packed by `_pack_padded_sequence`.
    name = name if name.startswith('__') else name.lstrip('_')
    return name, {**{str(at): value for at, value in enumerate(args)}, **kwargs}, in_place, False


def loose(bound):
    """Operands of a call without a signature: every tensor in it."""
    operands, attributes = [], {}
    for name, value in bound.items():
        found = tensors_in(value)
        if not found:
            attributes[name] = value
        elif isinstance(value, torch.Tensor):
            operands.append((name, value))
        else:
            operands += [('%s.%d' % (name, at), one) for at, one in enumerate(found)]
    return operands, attributes


def tensors_in(value):
    """The tensors of a result, in order."""
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (list, tuple)):
        return [one for each in value for one in tensors_in(each)]
    return []


def distinct(result, outs, operands):
    """A result that is the operand itself gets an object of its own: dropout in evaluation, a flatten of one dimension."""
    if isinstance(result, torch.Tensor) and any(result is tensor for tensor in operands):
        result = result.view_as(result)
        return result, [result]
    if type(result) in (tuple, list) and any(one is tensor for one in result for tensor in operands):
        outs = [one.view_as(one) if any(one is tensor for tensor in operands) else one for one in outs]
        return type(result)(outs), outs
    return result, outs


def shape_of(tensor):
    """The sizes of a tensor. Raises `RuntimeError` for a nested one, of which a size is no number."""
    if tensor.is_nested:
        raise RuntimeError('SkipScope draws no nested tensors: their sizes are no numbers')
    return tuple(tensor.shape)


def told_type(dtype):
    """`float32` of torch's own type, or of the name that a rewrite gives it."""
    return str(dtype)[6:] if isinstance(dtype, torch.dtype) else dtype


def shares(one, other):
    try:
        return storage(one)._cdata == storage(other)._cdata
    except (RuntimeError, NotImplementedError):
        return False


def is_counter(tensor):
    """Tell whether a tensor is the counter of a batch norm."""
    if not isinstance(tensor, torch.Tensor) or tensor.numel() != 1 or tensor.dtype != torch.int64 or tensor.requires_grad:
        return False
    return counts_batches(current.builder.handle_of(tensor).reference)

