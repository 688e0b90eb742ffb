"""One call of torch: its canonical form, the shapes that come out, the node of the recording."""
from skipscope.recording import current
from skipscope.recording.aliases import resolve
from skipscope.recording.errors import UnknownOperation
from skipscope.recording.nodes import Node, Owned, split_operands
from skipscope.recording.owned import counts_batches
from skipscope.recording.views import Handle

from . import grad
from .dtypes import Size, DTYPES
from .views import view_of

SHAPES, CHECKS = {}, {}
TENSOR = [None]


def shape_of(*names):
    """Register the function that gives the outputs of operations: from their arguments to `(shape, dtype)`, a list of those, or a tensor."""
    def register(function):
        for name in names:
            SHAPES[name] = function
        return function
    return register


def checked(*names):
    """Register what names of an operation refuse that the operation itself takes: its arguments, in order."""
    def register(function):
        for name in names:
            CHECKS[name] = function
        return function
    return register


class Several:
    """Several outputs, and what they are handed back in."""
    __slots__ = ('outputs', 'wrap')

    def __init__(self, outputs, wrap=tuple):
        self.outputs, self.wrap = outputs, wrap


def invoke(raw, arguments, keywords):
    """Call an operation by any of torch's names for it."""
    destination = keywords.pop('out', None) if 'out' in keywords else None
    if raw in CHECKS:
        CHECKS[raw](*arguments, *keywords.values())
    op, bound, in_place = resolve(raw, arguments, keywords)
    result = apply(op, bound, in_place)
    if keywords.get('requires_grad'):
        result.requires_grad_(True)
    if destination is not None and destination is not result:
        return destination.copy_(result)
    return result


def apply(op, bound, in_place=False):
    """Run one canonical operation."""
    shape = SHAPES.get(op)
    if shape is None:
        raise UnknownOperation('torch.' + op)
    try:
        made = shape(bound)
    except RuntimeError:
        refuse(op, bound)
        raise
    if isinstance(made, TENSOR[0]):
        return made
    if in_place:
        return written(op, bound, made)
    wrap = None
    if isinstance(made, Several):
        made, wrap = made.outputs, made.wrap
    several = isinstance(made, list)
    node, operands = record(op, bound, made if several else [made])
    views = view_of(op, bound, node, operands)
    tensors = [fresh(node, at, None if views is None else views[at]) for at in range(len(node.outputs))]
    return (wrap or tuple)(tensors) if several else tensors[0]


def fresh(node, at, view=None):
    """The tensor of an output; of a view where `view` = (parent's handle, renew and put back, strides)."""
    tensor = TENSOR[0].__new__(TENSOR[0])
    shape, dtype = node.outputs[at]
    if view is None:
        handle = Handle((node, at))
        handle.storage.maker = node
        tensor.__dict__.update(_handle=handle, _shape=Size(shape), _dtype=DTYPES[dtype], _strides=None, _requires=False)
    else:
        parent, steps, strides = view
        tensor.__dict__.update(_handle=Handle((node, at), parent, steps), _shape=Size(shape), _dtype=DTYPES[dtype],
                               _strides=strides, _requires=False)
    return tensor


def record(op, bound, outputs, in_place=False):
    """Make the node, and append it where a recording runs."""
    operands, attributes = split_operands(op, bound)
    inputs, carried = [], False
    for slot, tensor in operands:
        reference = tensor._handle.current()
        inputs.append((slot, reference))
        carried = carried or tensor._requires or carries(reference)
    named = [(tuple(shape), dtype.name) for shape, dtype in outputs]
    node = Node(op, inputs, attributes, named)
    flowing = carried and grad.enabled() and op not in STOPS and any(dtype.category in ('float', 'complex') for _, dtype in outputs)
    append(node, in_place, not flowing)
    if node.number is not None:
        for position, (_, tensor) in enumerate(operands):
            tensor._handle.storage.readers.append((node, position))
    return node, operands


def refuse(op, bound):
    """Note the operation whose tensors do not fit each other, where a recording runs."""
    if current.builder is None:
        return
    operands, attributes = split_operands(op, bound)
    if len(operands) < 2 or op not in MEETINGS:
        return
    first = operands[0][1]
    inputs = [(slot, tensor._handle.current()) for slot, tensor in operands]
    current.builder.refuse(Node(op, inputs, attributes, [(tuple(first._shape), first._dtype.name)]))


# The operations where branches meet.
MEETINGS = frozenset(('add', 'sub', 'mul', 'cat', 'stack', 'maximum', 'minimum'))
STOPS = frozenset(('detach', 'bernoulli', 'multinomial'))


def append(node, in_place, no_gradient):
    node.in_place, node.no_gradient = in_place, no_gradient
    if current.builder is not None:
        current.builder.add(node, in_place, no_gradient)


def plain_node(op, inputs, attributes, output):
    """A node of the bookkeeping of views: references in, a reference out."""
    node = Node(op, inputs, attributes, [output])
    append(node, False, not (grad.enabled() and any(carries(reference) for _, reference in inputs)))
    return node, 0


def carries(reference):
    """Tell whether a gradient flows back through a value."""
    if isinstance(reference, Owned):
        return reference.tensor._requires
    return not reference[0].no_gradient and reference[0].outputs[reference[1]][1].startswith(('float', 'bfloat', 'complex'))


def written(op, bound, made):
    """An operation that writes its first input: a new value for the tensor, its base and their views."""
    target = next(iter(bound.values()))
    if isinstance(made, (Several, list)):
        raise UnknownOperation('torch.%s_' % op)
    shape, dtype = made
    if grad.enabled() and target._requires and target.is_leaf:
        raise RuntimeError('a leaf Variable that requires grad is being used in an in-place operation.')
    if tuple(shape) != tuple(target._shape):
        if op in ('squeeze', 'unsqueeze', 'permute', 'reshape'):
            return reshaped(op, bound, shape, dtype)
        raise RuntimeError("output with shape %s doesn't match the broadcast shape %s" % (list(target._shape), list(shape)))
    if dtype.rank > target._dtype.rank:
        raise RuntimeError("result type %s can't be cast to the desired output type %s" % (NAMES[dtype.category], NAMES[target._dtype.category]))
    if target._strides is not None and 0 in target._strides and any(
            s == 0 and n > 1 for s, n in zip(target._strides, target._shape)):
        raise RuntimeError('unsupported operation: more than one element of the written-to tensor refers to a single memory '
                           'location. Please clone() the tensor before performing the operation.')
    if op == 'add' and counts_batches(target._handle.reference):
        return target
    node, _ = record(op, bound, [(shape, target._dtype)], in_place=True)
    node.overwrote = target._handle.storage.overwrite(node)
    target._handle.write((node, 0))
    return target


NAMES = {'bool': 'Bool', 'int': 'Long', 'float': 'Float', 'complex': 'ComplexFloat'}


def reshaped(op, bound, shape, dtype):
    """`x.unsqueeze_(0)`: the object itself has another shape."""
    target = next(iter(bound.values()))
    view = apply(op, bound)
    target.__dict__.update(_handle=view._handle, _shape=view._shape, _strides=view._strides)
    return target
