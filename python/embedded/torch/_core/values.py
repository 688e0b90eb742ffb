"""
Entries of small constants, computed when they are asked for from the operations that made them. Draws come from a
generator of their own with a fixed seed. None where an input of the recording, or too many entries, are in the way.
"""
import math
import random

from skipscope.recording.nodes import Owned

from . import evaluateShapes  # noqa: F401
from .evaluate import EVALUATE

MOST = 65536
DRAWN = frozenset(('rand', 'randn', 'uniform', 'normal', 'randint', 'randperm', 'bernoulli', 'multinomial', 'orthogonal'))
_generator = random.Random(0)


def values_of(reference):
    """The entries of a value, in order, or None."""
    if isinstance(reference, Owned):
        reference = reference.initial
    pending = [reference[0]]
    while pending:
        node = pending[-1]
        if node.memo is not None:
            pending.pop()
            continue
        if too_many(node):
            node.memo = [None] * len(node.outputs)
            continue
        missing = [origin(r) for _, r in node.inputs if origin(r).memo is None]
        if missing:
            pending.extend(missing)
            continue
        node.memo = computed(node)
        pending.pop()
    return reference[0].memo[reference[1]]


def origin(reference):
    return reference.initial[0] if isinstance(reference, Owned) else reference[0]


def too_many(node):
    return node.op == 'input' or any(math.prod(shape) > MOST for shape, _ in node.outputs)


def computed(node):
    """The entries of every output; None for those that are not known."""
    unknown = [None] * len(node.outputs)
    rule = EVALUATE.get(node.op)
    if rule is None:
        return unknown
    inputs = {}
    for slot, reference in node.inputs:
        reference = reference.initial if isinstance(reference, Owned) else reference
        values = reference[0].memo[reference[1]]
        if values is None:
            return unknown
        inputs[slot] = (values, reference[0].outputs[reference[1]][0])
    try:
        made = rule(inputs, node.attributes, node.outputs, _generator)
    except (ArithmeticError, ValueError, KeyError, IndexError, TypeError):
        return unknown
    return [typed(values, dtype) for values, (_, dtype) in zip(made, node.outputs)]


def typed(values, dtype):
    if values is None:
        return None
    if dtype == 'bool':
        return [bool(value) for value in values]
    if dtype.startswith(('int', 'uint')):
        return [int(value) for value in values]
    if dtype.startswith('complex'):
        return values
    return [float(value) for value in values]


def draws(reference):
    """Tell whether a draw takes part in a value."""
    seen, pending = set(), [reference]
    while pending:
        one = pending.pop()
        node = origin(one)
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.op in DRAWN:
            return True
        pending.extend(r for _, r in node.inputs)
    return False


# What is asked of entries before a network goes on, and what the answer is where all of them are finite.
FINITE = {'isnan': False, 'isinf': False, 'isposinf': False, 'isneginf': False, 'isfinite': True}
JOINED = {'logical_or': any, 'bitwise_or': any, 'logical_and': all, 'bitwise_and': all}


def if_finite(reference):
    """The truth that every entry of a value has if those it asks about are finite; None where it asks for more."""
    node = origin(reference)
    if node.op in FINITE:
        return FINITE[node.op]
    told = [if_finite(one) for _, one in node.inputs] if node.op in ASKING else []
    if not told or None in told:
        return None
    if node.op in ('logical_not', 'bitwise_not'):
        return not told[0]
    return JOINED.get(node.op, all)(told)


ASKING = frozenset((*JOINED, 'logical_not', 'bitwise_not', 'any', 'all', 'reshape', 'getitem'))
