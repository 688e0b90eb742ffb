"""Records a forward pass of real PyTorch in the schema of src/shared/protocol/python/recording.ts, for fixtures.

A TorchFunctionMode sees every call of torch. The user's model and its numbers stay as they are.
"""

import functools
import hashlib
import inspect
import math
import os
import sys

import torch
from torch.overrides import TorchFunctionMode, get_testing_overrides

SIGNATURES = {}
for function, stand_in in get_testing_overrides().items():
    if callable(stand_in):
        SIGNATURES[function] = inspect.signature(stand_in).parameters

# Calls that tell something about a tensor and make none.
SILENT = set(
    'size dim stride numel is_floating_point is_contiguous is_complex element_size data_ptr requires_grad_ '
    'register_hook __len__ __hash__ __repr__ __format__ get_device __get__ __set__ storage_offset is_same_size '
    'has_names ndimension nelement retain_grad item tolist numpy __bool__ __int__ __float__ __index__ '
    '__contains__ is_nonzero is_autocast_enabled _is_view is_inference'.split()
)

ALIASES = {
    'view': 'reshape', 'view_as': 'reshape', 'reshape_as': 'reshape', 'expand_as': 'expand',
    'swapaxes': 'transpose', 'swapdims': 'transpose', 'concat': 'cat', 'concatenate': 'cat',
    'dropout1d': 'dropout', 'dropout2d': 'dropout', 'dropout3d': 'dropout', 'feature_dropout': 'dropout',
    'radd': 'add', 'iadd': 'add', 'rmul': 'mul', 'imul': 'mul', 'multiply': 'mul', 'isub': 'sub', 'subtract': 'sub',
    'rsub': 'sub', 'truediv': 'div', 'rtruediv': 'div', 'itruediv': 'div', 'true_divide': 'div', 'divide': 'div',
    'rdiv': 'div', 'idiv': 'div', 'rpow': 'pow', 'ipow': 'pow', 'rmatmul': 'matmul', 'negative': 'neg', '_softmax': 'softmax',
    'new_zeros': 'zeros', 'new_ones': 'ones', 'new_full': 'full', 'moveaxis': 'movedim',
}
SWAPPED = {'rsub', 'rtruediv', 'rdiv', 'rpow', 'rmatmul'}
VARIADIC = {'permute': 'dims', 'view': 'shape', 'reshape': 'shape', 'expand': 'size', 'repeat': 'repeats', 'tile': 'dims'}
RECURRENT = 'input hx params has_biases num_layers dropout train bidirectional batch_first'.split()
LIBRARY = tuple(
    os.path.dirname(os.path.abspath(each)) + os.sep for each in (torch.__file__, functools.__file__)
) + (os.path.abspath(__file__), '<frozen', '<string>')


def plain(value):
    if isinstance(value, slice):
        return {'slice': [plain(value.start), plain(value.stop), plain(value.step)]}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if value is Ellipsis:
        return {'ellipsis': True}
    if isinstance(value, torch.dtype):
        return str(value)[6:]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)


def flatten(output, path=''):
    if isinstance(output, torch.Tensor):
        return [(path or 'out', output)]
    parts = output.items() if isinstance(output, dict) else enumerate(output or []) if isinstance(output, (list, tuple)) else []
    return [each for key, part in parts for each in flatten(part, f'{path}.{key}' if path else str(key))]


def node_of(value):
    return value.__dict__.get('_recorded')


class Recorder(TorchFunctionMode):
    def __init__(self, model, root):
        super().__init__()
        self.root, self.files = root, {}
        self.nodes, self.calls, self.stack, self.undo = [], [], [], []
        self.busy = False
        self.names = {module: name for name, module in model.named_modules()}
        self.parameters, self.slots = [], {}
        self.note_parameters(model)
        self.model = model

    def note_parameters(self, model):
        for is_buffer, pairs in ((False, model.named_parameters), (True, model.named_buffers)):
            for name, tensor in pairs(remove_duplicate=False):
                known = self.slots.get(id(tensor))
                if known is not None:
                    self.parameters[known]['alsoNamed'].append(name)
                    continue
                self.slots[id(tensor)] = len(self.parameters)
                self.parameters.append({
                    'name': name, 'shape': list(tensor.shape), 'dtype': str(tensor.dtype)[6:],
                    'trainable': not is_buffer and tensor.requires_grad, 'isBuffer': is_buffer, 'alsoNamed': [], 'made': [],
                })

    def places(self, frame, most=3):
        found = []
        while frame is not None and len(found) < most:
            code = frame.f_code
            if code.co_filename.startswith(self.root) and not code.co_filename.startswith(LIBRARY):
                name = os.path.relpath(code.co_filename, self.root).replace(os.sep, '/')
                file = self.files.setdefault(name, len(self.files))
                line, _, column, end = list(code.co_positions())[frame.f_lasti // 2]
                found.append([file, line or frame.f_lineno, (column or 0) + 1, (end or 0) + 1, code.co_name])
            frame = frame.f_back
        return found

    def __enter__(self):
        call, recorder = torch.nn.Module.__call__, self

        def enter(module, *args, **kwargs):
            recorder.calls.append({
                'module': recorder.names.get(module, '?'), 'kind': type(module).__name__,
                'isLibrary': type(module).__module__.startswith('torch.nn'),
                'parent': recorder.stack[-1] if recorder.stack else None,
                'made': module.__dict__.get('_made', []), 'calledAt': recorder.places(sys._getframe(1)),
            })
            recorder.stack.append(len(recorder.calls) - 1)
            try:
                return call(module, *args, **kwargs)
            finally:
                recorder.stack.pop()

        torch.nn.Module.__call__ = enter
        self.undo.append(lambda: setattr(torch.nn.Module, '__call__', call))
        return super().__enter__()

    def __exit__(self, *error):
        for each in self.undo:
            each()
        return super().__exit__(*error)

    def __torch_function__(self, function, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        name = getattr(function, '__name__', str(function))
        if name in SILENT or self.busy or not torch.is_tensor(args[0] if args else None) and not args and not kwargs:
            return function(*args, **kwargs)
        self.busy = True
        try:
            result = function(*args, **kwargs)
            self.note(function, name, args, kwargs, result)
            return result
        finally:
            self.busy = False

    def note(self, function, name, args, kwargs, result):
        in_place = name == '__setitem__' or kwargs.get('inplace') is True or (name.endswith('_') and not name.endswith('__')) or (
            name.startswith('__i') and name.endswith('__'))
        bare = name.strip('_')
        op = ALIASES.get(bare, bare)
        outputs = [args[0]] if name == '__setitem__' else [tensor for _, tensor in flatten(result)]
        if not outputs or (op == 'contiguous') or (op in ('to', 'type_as', 'float') and outputs[0] is args[0]):
            if outputs and op == 'contiguous' and outputs[0] is not args[0] and node_of(args[0]):
                outputs[0]._recorded = node_of(args[0])
            return
        if bare in SWAPPED:
            args = (args[1], args[0], *args[2:])
        inputs, attributes = self.arguments(function, name, args, kwargs)
        node = {
            'op': op, 'inputs': inputs, 'attributes': attributes, 'call': self.stack[-1] if self.stack else None,
            'outputs': [{'shape': list(each.shape), 'dtype': str(each.dtype)[6:]} for each in outputs],
            'at': self.places(sys._getframe(2)), 'inPlace': in_place,
            'noGradient': not any(each.requires_grad for each in outputs),
        }
        if len(outputs) == 1 and op == 'reshape':
            node['attributes'] = {'shape': list(outputs[0].shape)}
        self.nodes.append(node)
        for position, each in enumerate(outputs):
            each._recorded = [len(self.nodes) - 1, position]

    def arguments(self, function, name, args, kwargs):
        bare = name.strip('_')
        signature = SIGNATURES.get(function) or SIGNATURES.get(getattr(torch, bare, None)) or {}
        names = RECURRENT if bare in ('lstm', 'gru', 'rnn_tanh', 'rnn_relu') else list(signature)
        if name in VARIADIC and len(args) > 1 and not isinstance(args[1], (list, tuple)):
            args = (args[0], tuple(args[1:]))
        rest = next((each for each in signature if signature[each].kind is inspect.Parameter.VAR_POSITIONAL), None)
        if rest in names and len(args) >= len(names):
            first = names.index(rest)
            tail = args[first:]
            args = (*args[:first], list(tail[0]) if len(tail) == 1 and isinstance(tail[0], (list, tuple)) else list(tail))
        slots = dict(zip(names, args)) if len(args) <= len(names) else dict(enumerate(args))
        slots = {str(slot) if slot not in (0, 'self') else 'input': value for slot, value in slots.items()}
        if name in VARIADIC and len(args) > 1:
            slots = {'input': args[0], VARIADIC[name]: args[1]}
        if name in ('__getitem__', '__setitem__'):
            slots = dict(zip(('input', 'indices', 'values'), args))
        for each in names:
            default = signature[each].default if each in signature else inspect.Parameter.empty
            if default is not inspect.Parameter.empty and each not in slots:
                slots[each] = default
        slots.update(kwargs)
        slots = {slot: value for slot, value in slots.items() if slot not in ('out', '_stacklevel', 'device', 'layout', 'pin_memory')}
        inputs, attributes = [], {}

        def see(slot, value):
            if isinstance(value, torch.Tensor):
                inputs.append({'slot': slot, **self.source(value)})
                return {'operand': len(inputs) - 1}
            if isinstance(value, (list, tuple)) and any(isinstance(each, torch.Tensor) for each in value):
                return [see(f'{slot}.{i}', each) for i, each in enumerate(value)]
            return plain(value)

        for slot, value in slots.items():
            seen = see(slot, value)
            if not isinstance(value, torch.Tensor) and not (
                isinstance(value, (list, tuple)) and value and all(isinstance(each, torch.Tensor) for each in value)
            ):
                attributes[slot] = seen
        return inputs, attributes

    def source(self, value):
        node = node_of(value)
        if node is not None:
            return {'value': node}
        slot = self.slots.get(id(value))
        if slot is not None:
            return {'parameter': slot}
        shape = list(value.shape)
        told = value.device.type != 'meta' and value.numel() <= 64
        return {'constant': {'shape': shape, 'dtype': str(value.dtype)[6:], **({'values': value.flatten().tolist()} if told else {})}}

    def run(self, inputs):
        values = []
        for name, tensor in inputs.items():
            if tensor.is_floating_point():
                tensor = tensor.requires_grad_().clone()
            tensor._recorded = [len(self.nodes), 0]
            self.nodes.append({
                'op': 'input', 'inputs': [], 'attributes': {}, 'call': None,
                'outputs': [{'shape': list(tensor.shape), 'dtype': str(tensor.dtype)[6:]}], 'at': [], 'inPlace': False, 'noGradient': False,
            })
            values.append(tensor)
        with self:
            output = self.model(*values)
        return [(path, node_of(tensor)) for path, tensor in flatten(output)]


def note_construction(roots):
    """Every module remembers where it was made: past the `__init__` chain of its own classes."""
    init = torch.nn.Module.__init__

    def __init__(self, *args, **kwargs):
        frame, places = sys._getframe(1), []
        while frame and frame.f_code.co_name == '__init__' and next(iter(frame.f_locals.values()), None) is self:
            frame = frame.f_back
        while frame and len(places) < 2:
            code = frame.f_code
            root = next((each for each in roots if code.co_filename.startswith(each)), None)
            if root and not code.co_filename.startswith(LIBRARY):
                line, _, column, end = list(code.co_positions())[frame.f_lasti // 2]
                places.append((os.path.relpath(code.co_filename, root).replace(os.sep, '/'), line, column + 1, end + 1, code.co_name))
            frame = frame.f_back
        init(self, *args, **kwargs)
        self.__dict__['_made'] = places

    torch.nn.Module.__init__ = __init__


def record(name, make, inputs_of, root, device='meta'):
    """`inputs_of(batch)` gives the inputs by name; extents that grow from batch 2 to 3 become null."""
    runs = []
    for batch in (2, 3):
        with torch.device(device):
            model = make().train()
            inputs = inputs_of(batch)
        recorder = Recorder(model, root)
        runs.append((recorder, recorder.run(inputs), list(inputs)))
    (first, outputs, names), (second, _, _) = runs
    for one, other in zip(first.nodes, second.nodes):
        assert one['op'] == other['op'], (one, other)
        for out, bigger in zip(one['outputs'], other['outputs']):
            out['shape'] = [a if a == b else None for a, b in zip(out['shape'], bigger['shape'])]
    for call in first.calls:
        call['made'] = [[first.files.setdefault(file, len(first.files)), *rest] for file, *rest in call['made']]
    told = str([(node['op'], node['inputs'], node['outputs']) for node in first.nodes])
    return {
        'schemaVersion': 1,
        'producer': {
            'route': 'interpreter', 'framework': 'torch', 'frameworkVersion': torch.__version__.split('+')[0],
            'pythonVersion': '.'.join(map(str, sys.version_info[:3])), 'device': device,
        },
        'definition': name, 'arguments': [],
        'inputs': [{'node': i, 'name': each, 'origin': {'from': 'user'}} for i, each in enumerate(names)],
        'outputs': [{'value': value, 'path': path} for path, value in outputs if value is not None],
        'calls': first.calls, 'nodes': first.nodes, 'parameters': first.parameters, 'files': list(first.files), 'notes': [],
        'fingerprint': hashlib.sha1(told.encode()).hexdigest(),
    }
