"""A finished recording as the JSON of the schema."""
from . import current
from .fingerprint import fingerprint
from .nodes import Owned, plain

MOST_VALUES = 4096


def recording_of(builder, told):
    writer = Writer(builder)
    nodes = [writer.node(node) for node in builder.nodes]
    parameters = [writer.parameter(entry) for entry in builder.owned]
    outputs = [{'value': [reference[0].number, reference[1]], 'path': path} for path, reference in builder.outputs
               if not isinstance(reference, Owned) and reference[0].number is not None]
    recording = {
        'schemaVersion': 1,
        'producer': told['producer'],
        'definition': told['definition'],
        'arguments': told['arguments'],
        'inputs': builder.inputs,
        'outputs': outputs,
        'calls': [{**call, 'made': writer.at(call['made']), 'calledAt': writer.at(call['calledAt'])} for call in builder.calls],
        'nodes': nodes,
        'parameters': parameters,
        'files': builder.positions.files,
        'notes': [writer.note(*note) for note in (*current.pending, *builder.notes, *builder.flags)],
        'fingerprint': fingerprint(nodes),
    }
    if told['training']:
        recording['training'] = told['training']
    return recording


class Writer:
    def __init__(self, builder):
        self.builder = builder
        self.at = builder.positions.read
        for number, entry in enumerate(builder.owned):
            entry.number = number

    def node(self, node):
        overwrites = {} if node.overwrote is None else {'overwrites': overwritten(*node.overwrote)}
        refused = {'refused': True} if node.refused else {}
        return {
            **overwrites,
            **refused,
            'op': node.op,
            'inputs': [self.operand(slot, reference) for slot, reference in node.inputs],
            'attributes': {name: plain(value) for name, value in node.attributes.items()},
            'outputs': [{'shape': list(shape), 'dtype': dtype} for shape, dtype in node.outputs],
            'call': node.call,
            'at': self.at(node.frames),
            'inPlace': node.in_place,
            'noGradient': node.no_gradient,
        }

    def operand(self, slot, reference):
        if isinstance(reference, Owned):
            return {'slot': slot, 'parameter': reference.number}
        node, output = reference
        if node.number is not None:
            return {'slot': slot, 'value': [node.number, output]}
        shape, dtype = node.outputs[output]
        constant = {'shape': list(shape), 'dtype': dtype}
        values = self.builder.values_of(reference)
        if values is not None and len(values) <= MOST_VALUES:
            constant['values'] = [entry_of(value) for value in values]
        return {'slot': slot, 'constant': constant}

    def parameter(self, entry):
        tensor = entry.tensor
        told = {
            'name': entry.name,
            'shape': list(tensor.shape),
            'dtype': str(tensor.dtype)[6:],
            'trainable': bool(tensor.requires_grad and entry.registered),
            'isBuffer': entry.is_buffer,
            'alsoNamed': entry.also_named,
            'made': self.at(getattr(tensor, '_made', ())),
        }
        if not entry.registered:
            told['isUnregistered'] = True
        initial = self.builder.initial_of(entry, self)
        if initial is not None:
            told['initial'] = initial
        return told

    def note(self, about, what, frames):
        told = {'about': about, 'what': what}
        read = self.at(frames)
        if read:
            told['at'] = read[0]
        elif about in ('value read', 'draw decides'):
            told['at'] = [0, 0, 0, 0, '']
        return told


def overwritten(maker, readers):
    """The values that an operation in place replaced, by the numbers of the nodes."""
    told = {'readers': [[node.number, position] for node, position in readers]}
    if maker is not None and maker.number is not None:
        told['maker'] = maker.number
    return told


def entry_of(value):
    """Constants are numbers: a truth value is 0 or 1; what JSON cannot say becomes the largest float32."""
    if isinstance(value, bool):
        return int(value)
    told = plain(value)
    return {'inf': 3.4028234663852886e+38, '-inf': -3.4028234663852886e+38, 'nan': 0.0}.get(told, told) if isinstance(told, str) else told
