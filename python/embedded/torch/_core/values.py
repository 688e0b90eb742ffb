"""
Entries of small constants, computed when they are asked for from the operations that made them. Draws come from a
generator of their own with a fixed seed. None where an input of the recording, or too many entries, are in the way.
"""
import math
import random
from operator import attrgetter

from skipscope.recording.nodes import Owned

from . import evaluateShapes  # noqa: F401
from .evaluate import EVALUATE

MOST = 65536
DRAWN = frozenset(('rand', 'randn', 'uniform', 'normal', 'randint', 'randperm', 'bernoulli', 'multinomial', 'orthogonal'))
_generator = random.Random(0)


def draw_again(seed):
    """From here on the draws of a seed."""
    _generator.seed(seed)


class Likeliest:
    """
    A draw of numbers between two ends is their middle, one of two the likelier: just below a half, so that where both ways are as likely, the
    layer runs that a draw below its share keeps. Of other draws none is likelier.
    """

    def random(self):
        return 0.5 - 1e-6

    def gauss(self, mean, deviation):
        raise ValueError('no draw is likelier than others')

    randrange = shuffle = gauss


def values_of(reference):
    """The entries of a value, in order, or None."""
    return worked_out(reference, attrgetter('memo'), lambda node, entries: setattr(node, 'memo', entries), _generator)


def likeliest(reference):
    """The entries of a value where every draw came out as the likeliest, or None: a network that drops layers at random is shown with all."""
    known = {}
    return worked_out(reference, known.get, known.__setitem__, Likeliest())


def worked_out(reference, known, keep, generator):
    if isinstance(reference, Owned):
        reference = reference.initial
    pending = [reference[0]]
    while pending:
        node = pending[-1]
        if known(node) is not None:
            pending.pop()
            continue
        if too_many(node):
            keep(node, [None] * len(node.outputs))
            continue
        missing = [origin(r) for _, r in node.inputs if known(origin(r)) is None]
        if missing:
            pending.extend(missing)
            continue
        keep(node, computed(node, known, generator))
        pending.pop()
    return known(reference[0])[reference[1]]


def origin(reference):
    return reference.initial[0] if isinstance(reference, Owned) else reference[0]


def too_many(node):
    return node.op == 'input' or any(math.prod(shape) > MOST for shape, _ in node.outputs)


def computed(node, known, generator):
    """The entries of every output; None for those that are not known."""
    unknown = [None] * len(node.outputs)
    rule = EVALUATE.get(node.op)
    if rule is None:
        return unknown
    inputs = {}
    for slot, reference in node.inputs:
        reference = reference.initial if isinstance(reference, Owned) else reference
        values = known(reference[0])[reference[1]]
        if values is None:
            return unknown
        inputs[slot] = (values, reference[0].outputs[reference[1]][0])
    try:
        made = rule(inputs, node.attributes, node.outputs, generator)
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
