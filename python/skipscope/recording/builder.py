"""
Builds one recording while a model runs, for either torch. The stand-in and the function mode of real torch
call `add`, `enter` and `leave`; the driver calls `start`, `input`, `finish`.

    positions = current.making = Positions(root, texts)             # before any module is made
    builder = Builder(positions)
    builder.start(model)
    x = builder.input('x', tensor)
    builder.returned(model(x))
    builder.stop()
    recording = builder.finish(definition='Net', producer=…)     # also after an error: what was recorded so far
"""
import sys
from collections.abc import Mapping

from . import current
from .finish import recording_of
from .nodes import Node, Owned
from .owned import flagged_modules, module_paths, owned_tensors
from .tidy import is_tensor

LIBRARY = ('torch',)


class Builder:
    """One run. `positions` are those that noted where the modules were made."""

    def __init__(self, positions):
        self.positions = positions
        self.nodes, self.calls, self.notes, self.inputs, self.outputs, self.owned = [], [], [], [], [], []
        self.stack, self.saved, self.flags = [], [], []
        self.paths, self.handle_of, self.values_of, self.initial_of = {}, None, None, None

    # Run
    def start(self, model):
        """From here on operations are nodes of this recording, and parameters are operands."""
        route = current.route
        route.start()
        self.handle_of, self.values_of, self.initial_of = route.handle_of, route.values_of, route.initial_of
        self.paths = module_paths(model)
        self.flags = [('flag on module', path, frames) for path, frames in flagged_modules(model)]
        for entry in owned_tensors(model):
            self.own(entry)
        current.builder = self

    def adopt(self, module):
        """Parameters that a module made on its first call (lazy layers)."""
        path = self.paths.get(id(module))
        prefix = path + '.' if path else ''
        made = {prefix + name for name in (*module._parameters, *module._buffers)}
        self.owned = [entry for entry in self.owned if entry.name not in made]
        for is_buffer, table in ((False, module._parameters), (True, module._buffers)):
            for name, tensor in table.items():
                if tensor is not None:
                    self.own(Owned(tensor, prefix + name, is_buffer, path is not None))

    def own(self, entry):
        """Make a parameter an operand of this recording."""
        handle = self.handle_of(entry.tensor)
        entry.initial = handle.current()
        self.owned.append(entry)
        self.saved.append((handle, handle.reference, handle.seen))
        handle.reference, handle.seen = entry, handle.storage.version

    def stop(self):
        """End the run; parameters and buffers have their first values again."""
        current.builder = None
        for handle, reference, _ in self.saved:
            handle.storage.version, handle.storage.pending = handle.storage.version + 1, None
            handle.reference, handle.seen = reference, handle.storage.version
        self.saved = []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stop()

    def input(self, name, tensor, origin=None, vocabulary=None):
        """Make a tensor an input of the recording, and give it back."""
        node = Node('input', [], {'index': len(self.inputs)}, [(tuple(tensor.shape), str(tensor.dtype)[6:])])
        node.number = len(self.nodes)
        node.no_gradient = not (tensor.dtype.is_floating_point or tensor.dtype.is_complex)
        self.nodes.append(node)
        told = {'node': node.number, 'name': name, 'origin': origin or {'from': 'user'}}
        if vocabulary is not None:
            told['vocabulary'] = vocabulary
        self.inputs.append(told)
        current.route.taken(tensor)
        handle = self.handle_of(tensor)
        handle.storage.version += 1
        handle.reference, handle.seen = (node, 0), handle.storage.version
        return tensor

    def returned(self, value):
        """Keep the tensors that `forward` returned."""
        self.outputs = [(path or 'out', self.handle_of(tensor).current()) for path, tensor in flat(value, '')]

    # From torch
    def add(self, node, in_place, no_gradient):
        """Append an operation where the caller's user frames stand."""
        if self.nodes and self.nodes[-1].refused:
            self.nodes.pop()
        node.call = self.stack[-1] if self.stack else None
        node.in_place, node.no_gradient = in_place, no_gradient
        node.frames = self.positions.frames(sys._getframe(2))
        node.number = len(self.nodes)
        self.nodes.append(node)

    def refuse(self, node):
        """Append an operation whose operands do not fit each other; it goes where the code goes on in another way."""
        self.add(node, False, True)
        node.refused = True

    def enter(self, module, made=()):
        kind = type(module)
        self.calls.append({
            'module': self.paths.get(id(module), '(%s)' % kind.__name__),
            'kind': kind.__name__,
            'isLibrary': kind.__module__.partition('.')[0] in LIBRARY,
            'parent': self.stack[-1] if self.stack else None,
            'made': made,
            'calledAt': self.positions.frames(sys._getframe(2)),
        })
        self.stack.append(len(self.calls) - 1)

    def leave(self):
        self.stack.pop()

    def note(self, about, what, frame=None):
        """`about`: `value read`, `weights not loaded`, `mode`, …, at the user's innermost frame."""
        frames = self.positions.frames(frame or sys._getframe(1), 1)
        self.notes.append((about, what, frames))

    def finish(self, definition, producer, arguments=(), training=None):
        """The recording as JSON (`Recording` of the schema); `producer` and `arguments` as the schema has them."""
        return recording_of(self, {
            'definition': definition, 'producer': producer, 'arguments': list(arguments), 'training': training})


def flat(value, path):
    """(path, tensor) of every tensor in what a forward pass returned."""
    if is_tensor(value):
        return [(path, value)]
    if isinstance(value, Mapping):
        entries = list(value.items())
    elif hasattr(value, '_fields'):
        entries = list(zip(value._fields, value))
    elif isinstance(value, (list, tuple)):
        entries = list(enumerate(value))
    elif hasattr(value, '__dataclass_fields__'):
        entries = [(name, getattr(value, name, None)) for name in value.__dataclass_fields__]
    else:
        return []
    return [found for key, entry in entries for found in flat(entry, '%s.%s' % (path, key) if path else str(key))]
