"""The distribution that a parameter is drawn from, read from the operations that made it."""
import math

from skipscope.recording.nodes import Node, Owned
from .values import draws, values_of

MOST = 4096
# Operations that move entries which are drawn alike.
MOVES = frozenset(('reshape', 'flatten', 'permute', 'squeeze', 'unsqueeze', 'detach', 'to', 'alias'))
# … and pick some of them, each once.
PICKS = frozenset(('getitem', 'split', 'unbind'))


def initial_of(entry, writer):
    """The `InitialValue` of a parameter or buffer; None if nothing tells it."""
    return initial(entry.initial, writer)


def initial(reference, writer):
    told = distribution(reference)
    if told is not None:
        return told
    shape = reference[0].outputs[reference[1]][0]
    if math.prod(shape) <= MOST and not draws(reference):
        values = values_of(reference)
        if values is not None and not any(isinstance(value, complex) for value in values):
            return {'draw': 'values', 'values': [finite(value) for value in values]}
    return computed(reference, writer)


def finite(value):
    from skipscope.recording.finish import entry_of
    return entry_of(value)


def distribution(reference):
    """`constant`, `uniform`, `normal`, `orthogonal`, through shifts, scales and moves; None for all else."""
    if isinstance(reference, Owned):
        reference = reference.initial
    node = reference[0]
    own = drawn(node)
    if own is not None:
        return own
    if node.op in MOVES or node.op in PICKS and all(slot in ('input', 'tensor') for slot, _ in node.inputs):
        return of_input(node)
    if node.op in ('mul', 'div', 'add', 'sub', 'neg'):
        return shifted(node)
    return None


def of_input(node):
    told = distribution(node.inputs[0][1])
    return None if told is None or told['draw'] == 'orthogonal' else told


def drawn(node):
    """The draw of one node."""
    attributes = node.attributes
    if node.op == 'full' and isinstance(attributes['fill_value'], (bool, int, float)) and math.isfinite(attributes['fill_value']):
        return {'draw': 'constant', 'value': number(attributes['fill_value'])}
    if node.op == 'fill' and isinstance(attributes.get('value'), (bool, int, float)) and math.isfinite(attributes['value']):
        return {'draw': 'constant', 'value': number(attributes['value'])}
    if node.op == 'zero':
        return {'draw': 'constant', 'value': 0}
    if node.op == 'rand':
        return {'draw': 'uniform', 'from': 0.0, 'to': 1.0}
    if node.op == 'randn':
        return {'draw': 'normal', 'mean': 0.0, 'std': 1.0}
    if node.op == 'uniform' and 'from' in attributes:
        return {'draw': 'uniform', 'from': attributes['from'], 'to': attributes['to']}
    if node.op == 'normal' and 'mean' in attributes and 'std' in attributes:
        told = {'draw': 'normal', 'mean': attributes['mean'], 'std': attributes['std']}
        return {**told, 'within': attributes['within']} if 'within' in attributes else told
    if node.op == 'orthogonal':
        return {'draw': 'orthogonal', 'gain': attributes['gain']}
    return None


def number(value):
    return int(value) if isinstance(value, bool) else value


def shifted(node):
    """`draw * a + b` with numbers."""
    if len(node.inputs) != 1:
        return None
    told = distribution(node.inputs[0][1])
    if told is None:
        return None
    slot = node.inputs[0][0]
    other = node.attributes.get('other' if slot == 'input' else 'input', 0)
    if node.op != 'neg' and not isinstance(other, (int, float)):
        return None
    alpha = node.attributes.get('alpha', 1)
    if node.op == 'neg':
        return affine(told, -1, 0)
    if node.op == 'mul':
        return affine(told, other, 0)
    if node.op == 'div':
        plain = slot == 'input' and other and node.attributes.get('rounding_mode') is None
        return affine(told, 1 / other, 0) if plain else None
    if node.op == 'add':
        return affine(told, 1, alpha * other) if slot == 'input' else affine(told, alpha, other)
    return affine(told, 1, -alpha * other) if slot == 'input' else affine(told, -alpha, other)


def affine(told, scale, shift):
    """The distribution of `scale * x + shift`."""
    if told['draw'] == 'constant':
        return {'draw': 'constant', 'value': told['value'] * scale + shift}
    if told['draw'] == 'uniform':
        ends = sorted((told['from'] * scale + shift, told['to'] * scale + shift))
        return {'draw': 'uniform', 'from': ends[0], 'to': ends[1]}
    if told['draw'] == 'normal':
        made = {'draw': 'normal', 'mean': told['mean'] * scale + shift, 'std': told['std'] * abs(scale)}
        if 'within' in told:
            made['within'] = sorted(end * scale + shift for end in told['within'])
        return made
    return {'draw': 'orthogonal', 'gain': told['gain'] * abs(scale)} if not shift else None


def computed(reference, writer):
    """The operations that make the value, as a small recording of its own."""
    order, numbers = [], {}
    pending = [reference[0]]
    while pending:
        node = pending[-1]
        if id(node) in numbers:
            pending.pop()
            continue
        waiting = [origin(r) for _, r in node.inputs if id(origin(r)) not in numbers]
        if waiting:
            pending.extend(reversed(waiting))
            continue
        numbers[id(node)] = len(order)
        order.append(node)
        pending.pop()
    nodes = [told_node(node, numbers, writer) for node in order]
    if any(node is None for node in nodes):
        return None
    return {'draw': 'computed', 'nodes': nodes, 'value': [numbers[id(reference[0])], reference[1]]}


def origin(reference):
    return reference.initial[0] if isinstance(reference, Owned) else reference[0]


def told_node(node, numbers, writer):
    """One node of a computed value; None if it cannot be told."""
    if node.op == 'values' and (node.attributes['values'] is None or len(node.attributes['values']) > MOST):
        return None
    inputs = []
    for slot, reference in node.inputs:
        output = reference.initial[1] if isinstance(reference, Owned) else reference[1]
        inputs.append((slot, [numbers[id(origin(reference))], output]))
    copy = Node(node.op, [], node.attributes, node.outputs)
    copy.in_place, copy.no_gradient = node.in_place, True
    told = writer.node(copy)
    told['inputs'] = [{'slot': slot, 'value': value} for slot, value in inputs]
    return told


