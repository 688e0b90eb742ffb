"""Views of real tensors in the functional recording: how each is made again, and how a write goes back to its base."""
from ..recording.nodes import Node
from .route import append, carries

PLAIN = ('reshape', 'flatten', 'squeeze', 'unsqueeze')
NEVER = ('expand', 'diagonal', 'tensor_unfold', 'as_strided', 'view_as_real', 'view_as_complex', 'real', 'imag')

VIEWS = frozenset((*PLAIN, *NEVER, 'permute', 'getitem', 'split', 'unbind', 'detach'))


def steps_of(op, bound, node, parent):
    """(renew, put back) for each output of a view of `parent`, an output's (shape, type); None for what is no view."""
    put_back = back_of(op, bound, node, parent)
    if put_back is None:
        return None
    return [(renewal(node, at), one) for at, one in enumerate(put_back)]


def back_of(op, bound, node, parent):
    if op in PLAIN:
        return [inverse('reshape', {'shape': parent[0]}, parent)]
    if op == 'permute':
        order = bound['dims']
        return [inverse('permute', {'dims': tuple(sorted(range(len(order)), key=order.__getitem__))}, parent)]
    if op == 'getitem':
        return [into(node.attributes['index'], parent)]
    if op == 'split':
        return parts(bound['dim'], node, parent)
    if op == 'unbind':
        return [into([*[slice(None)] * bound['dim'], at], parent) for at in range(len(node.outputs))]
    if op == 'detach':
        return [lambda handle, value: value]
    return [never(op)] if op in NEVER else None


def parts(dim, node, parent):
    start, made = 0, []
    for shape, _ in node.outputs:
        made.append(into([*[slice(None)] * dim, slice(start, start + shape[dim])], parent))
        start += shape[dim]
    return made


def renewal(node, at):
    """The same view of the parent's new value."""
    def renew(parent):
        again = Node(node.op, [(node.inputs[0][0], parent.reference), *node.inputs[1:]], node.attributes, node.outputs)
        append(again, False, node.op == 'detach' or not carries(parent.reference))
        return again, at
    return renew


def inverse(op, attributes, parent):
    def put_back(handle, value):
        return made(op, [('input', value)], attributes, parent)
    return put_back


def into(index, parent):
    def put_back(handle, value):
        return made('setitem', [('input', handle.reference), ('value', value)], {'index': index}, parent)
    return put_back


def never(name):
    def put_back(handle, value):
        raise RuntimeError('SkipScope does not follow a write through torch.' + name)
    return put_back


def made(op, inputs, attributes, output):
    node = Node(op, inputs, attributes, [output])
    append(node, False, not any(carries(reference) for _, reference in inputs))
    return node, 0
