"""Nodes of the recording while it grows, and their arguments split into operands and attributes."""
import math

from .signature import signature
from .tidy import dtype_name, is_tensor


class Node:
    """
    One operation. `inputs` holds (slot, reference); a reference is (node, output) or the `Owned` of a parameter.
    `outputs` holds (shape, dtype's name). `number` is its place in the recording, None outside a run. `overwrote`
    is what lay where it wrote in place: the node that made it, and the (node, position) that read it. `refused`: its
    operands do not fit each other, and nothing came out.
    """
    __slots__ = ('op', 'inputs', 'attributes', 'outputs', 'call', 'frames', 'in_place', 'no_gradient', 'number', 'memo', 'overwrote', 'refused')

    def __init__(self, op, inputs, attributes, outputs):
        self.op, self.inputs, self.attributes, self.outputs = op, inputs, attributes, outputs
        self.call = self.number = self.memo = self.overwrote = None
        self.frames = ()
        self.in_place = self.no_gradient = self.refused = False


class Owned:
    """A parameter or buffer of the model that is recorded."""
    __slots__ = ('tensor', 'name', 'also_named', 'is_buffer', 'registered', 'number', 'initial')

    def __init__(self, tensor, name, is_buffer, registered):
        self.tensor, self.name, self.is_buffer, self.registered = tensor, name, is_buffer, registered
        self.also_named = []
        self.number = self.initial = None


def split_operands(op, bound):
    """Operands as (slot, tensor), and the attributes: all that is no tensor."""
    takes = signature(op).operands
    operands, attributes = [], {}
    for name, value in bound.items():
        if name in takes:
            if value is None:
                continue
            if is_tensor(value):
                operands.append((name, value))
                continue
            if isinstance(value, (list, tuple)) and any(is_tensor(entry) for entry in value):
                operands.extend(('%s.%d' % (name, at), entry) for at, entry in enumerate(value) if is_tensor(entry))
                continue
        elif name == 'index':
            attributes[name] = index_entries(value, operands)
            continue
        attributes[name] = value
    return operands, attributes


def index_entries(index, operands):
    """An index as the recording has it: numbers, `None`, slices, lists, and tensors as `{tensor: k}` in slot `index.k`."""
    entries = index if isinstance(index, tuple) else (index,)
    told = []
    for entry in entries:
        if is_tensor(entry):
            k = sum(slot.startswith('index.') for slot, _ in operands)
            operands.append(('index.%d' % k, entry))
            told.append({'tensor': k})
        else:
            told.append(entry)
    return told


def plain(value):
    """Any attribute as JSON. Numbers that JSON has no way to say become `'inf'`, `'-inf'`, `'nan'`."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else 'nan' if value != value else 'inf' if value > 0 else '-inf'
    if isinstance(value, slice):
        return {'slice': [plain(value.start), plain(value.stop), plain(value.step)]}
    if value is Ellipsis:
        return {'ellipsis': True}
    if isinstance(value, complex):
        return {'complex': [plain(value.real), plain(value.imag)]}
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple, range, set, frozenset)):
        return [plain(entry) for entry in value]
    return other(value)


def other(value):
    name = dtype_name(value)
    if name is not None:
        return name
    if is_tensor(value) or hasattr(value, 'tolist'):
        return plain(value.tolist())
    if hasattr(value, '__index__'):
        return int(value)
    return str(value)
