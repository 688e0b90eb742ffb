"""The operations that share memory with their input: strides, renewal, and the write back into the parent."""
import math

from skipscope.recording.errors import UnknownOperation
from skipscope.recording.nodes import Node

from .strides import contiguous, reshaped_strides


def view_of(op, bound, node, operands):
    """(parent's handle, (renew, put_back), strides) for each output of a view; None for what is no view."""
    make = VIEWS.get(op)
    if make is None:
        return None
    tensor = operands[0][1]
    made = make(tensor, bound, node)
    if made is None:
        return None
    return [(tensor._handle, (renewal(node, at), step), strides) for at, (step, strides) in enumerate(made)]


def renewal(node, at):
    """The same view of the parent's new value."""
    def renew(parent):
        from .call import append, carries
        from . import grad
        again = Node(node.op, [(node.inputs[0][0], parent.reference), *node.inputs[1:]], node.attributes, node.outputs)
        append(again, False, not (grad.enabled() and node.op != 'detach' and carries(parent.reference)))
        return again, at
    return renew


def back(op, attributes, parent_output):
    """Put a view's value back by the inverse operation."""
    def put_back(parent, value):
        from .call import plain_node
        return plain_node(op, [('input', value)], attributes, parent_output)
    return put_back


def into(index, parent_output):
    """Put a view's value back into the part of the parent that it shows."""
    def put_back(parent, value):
        from .call import plain_node
        return plain_node('setitem', [('input', parent.reference), ('value', value)], {'index': index}, parent_output)
    return put_back


def never(name):
    def put_back(parent, value):
        raise UnknownOperation('a write through torch.' + name)
    return put_back


def output_of(tensor):
    return tuple(tensor._shape), tensor._dtype.name


def strides_of(tensor):
    return tensor._strides if tensor._strides is not None else contiguous(tensor._shape)


def tight(strides, shape):
    """None if the entries lie in order."""
    want = contiguous(shape)
    return None if all(n == 1 or a == b for a, b, n in zip(strides, want, shape)) or 0 in shape else tuple(strides)


def same_entries(tensor, bound, node):
    """reshape, flatten, squeeze, unsqueeze: a copy where the strides do not allow a view."""
    shape = node.outputs[0][0]
    strides = None if tensor._strides is None else reshaped_strides(tensor._shape, tensor._strides, shape)
    if tensor._strides is not None and strides is None:
        return None
    put_back = back('reshape', {'shape': tuple(tensor._shape)}, output_of(tensor))
    return [(put_back, None if strides is None else tight(strides, shape))]


def permuted(tensor, bound, node):
    dims = bound['dims']
    strides = strides_of(tensor)
    inverse = [0] * len(dims)
    for at, dim in enumerate(dims):
        inverse[dim] = at
    put_back = back('permute', {'dims': tuple(inverse)}, output_of(tensor))
    return [(put_back, tight([strides[d] for d in dims], node.outputs[0][0]))]


def expanded(tensor, bound, node):
    shape, strides = node.outputs[0][0], strides_of(tensor)
    lead = len(shape) - len(strides)
    spread = [0] * lead + [0 if n == 1 and shape[lead + at] != 1 else s
                           for at, (n, s) in enumerate(zip(tensor._shape, strides))]
    return [(never('expand'), tuple(spread) if math.prod(shape) != tensor.numel() else None)]


def indexed(tensor, bound, node):
    """Numbers, slices and None are views; lists and tensors copy."""
    entries = bound['index'] if isinstance(bound['index'], tuple) else (bound['index'],)
    strides, new, dim = strides_of(tensor), [], 0
    named = sum(1 for e in entries if e is not None and e is not Ellipsis)
    for entry in entries:
        if entry is None:
            new.append(0)
        elif entry is Ellipsis:
            gap = len(tensor._shape) - named
            new.extend(strides[dim:dim + gap])
            dim += gap
        elif isinstance(entry, slice):
            new.append(strides[dim] * (1 if entry.step is None else int(entry.step)))
            dim += 1
        elif isinstance(entry, bool) or not hasattr(entry, '__index__') or getattr(entry, 'shape', ()):
            return None
        else:
            dim += 1
    new.extend(strides[dim:])
    index = node.attributes['index']
    return [(into(index, output_of(tensor)), tight(new, node.outputs[0][0]))]


def parts(tensor, bound, node):
    dim, start, made = bound['dim'], 0, []
    strides = strides_of(tensor)
    for shape, _ in node.outputs:
        size = shape[dim]
        index = [*[slice(None)] * dim, slice(start, start + size)]
        made.append((into(index, output_of(tensor)), tight(strides, shape)))
        start += size
    return made


def unbound(tensor, bound, node):
    dim, strides = bound['dim'], strides_of(tensor)
    rest = [*strides[:dim], *strides[dim + 1:]]
    return [(into([*[slice(None)] * dim, at], output_of(tensor)), tight(rest, shape)) for at, (shape, _) in enumerate(node.outputs)]


def same(tensor, bound, node):
    def put_back(parent, value):
        return value
    return [(put_back, tensor._strides)]


def aside(name):
    def make(tensor, bound, node):
        return [(never(name), None)]
    return make


VIEWS = {
    'reshape': same_entries, 'flatten': same_entries, 'squeeze': same_entries, 'unsqueeze': same_entries, 'permute': permuted,
    'expand': expanded, 'getitem': indexed, 'split': parts, 'unbind': unbound, 'detach': same,
    **{name: aside(name) for name in ('diagonal', 'tensor_unfold', 'as_strided', 'view_as_real', 'view_as_complex', 'real', 'imag')},
}
