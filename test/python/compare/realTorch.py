"""Records the same models on real torch's meta device through the same table of names, and compares line by line."""
import json
import os
import sys

os.environ.setdefault('PYTORCH_JIT', '0')
os.environ.setdefault('TORCHDYNAMO_DISABLE', '1')
import torch
from torch.overrides import TorchFunctionMode

from skipscope.recording.aliases import is_known, resolve
from skipscope.recording.nodes import plain, split_operands

SILENT = {'contiguous', 'clone', 'size', 'dim', 'detach_', 'requires_grad_', 'is_floating_point', '__get__', '__set__', 'numel', 'stride', 'tensor',
          'as_tensor', 'is_complex', 'item', 'tolist', '__len__', 'is_contiguous', 'element_size', 'data_ptr', 'copy_', 'dim_order', 'ndimension',
          '__bool__', '__int__', '__float__', '__index__', 'cpu', 'cuda', 'apply_'}


class Recorder(TorchFunctionMode):
    def __init__(self):
        super().__init__()
        self.nodes, self.unknown, self.buffers, self.inside = [], set(), set(), 0

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = dict(kwargs or {})
        name = 'detach' if func == torch.Tensor.data.__get__ else getattr(func, '__name__', str(func))
        if self.inside or name in SILENT:
            return func(*args, **kwargs)
        self.inside += 1
        try:
            told = self.told(func, name, args, kwargs)
            result = func(*args, **kwargs)
        finally:
            self.inside -= 1
        outs = [one for one in (result if isinstance(result, (tuple, list)) else [result]) if isinstance(one, torch.Tensor)]
        if name == '__setitem__':
            outs = [args[0]]
        if args and id(args[0]) in self.buffers and name.endswith('_') and not name.startswith('__'):
            return result
        if told is not None and outs and not (told[0] == 'to' and result is args[0]):
            op, attributes, slots = told
            self.nodes.append([op, [list(one.shape) for one in outs], attributes, slots])
        return result

    def told(self, func, name, args, kwargs):
        if not is_known(name):
            self.unknown.add(name)
            return None
        op, bound, _ = resolve(name, args, dict(kwargs))
        operands, attributes = split_operands(op, bound)
        return op, {key: plain(value) for key, value in attributes.items()}, [slot for slot, _ in operands]


def import_torchvision(folder):
    """Its compiled operations are not needed and may not fit this torch."""
    library = torch.library.Library('torchvision', 'DEF')
    library.define('nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')
    register, torch.library.register_fake = torch.library.register_fake, lambda *arguments, **keywords: lambda function: function
    import torchvision
    torch.library.register_fake = register
    return library, torchvision


def main(torchvision_folder, models_folder, recorded):
    kept = import_torchvision(torchvision_folder)
    from catalogue import all_models
    told = {}
    with open(recorded) as file:
        for line in file:
            entry = json.loads(line)
            told[entry['key']] = entry
    torch.manual_seed(0)
    counts = {'compared': 0, 'parameters': 0, 'outputs': 0, 'sequence': 0, 'nodes': 0}
    only = {key.partition(':')[2] for key in told}
    for key, make, shape in all_models(models_folder, only):
        if key not in told:
            continue
        compare(key, make, shape, told[key], counts)
    print('%d models: parameters equal %d, outputs equal %d, sequence equal %d (%d operations)' % tuple(
        counts[name] for name in ('compared', 'parameters', 'outputs', 'sequence', 'nodes')))
    del kept
    return 0 if counts['parameters'] == counts['outputs'] == counts['compared'] else 1


def compare(key, make, shape, entry, counts):
    try:
        model = make().train().to('meta')
        recorder = Recorder()
        given = torch.empty(*shape, device='meta')
        recorder.buffers = {id(buffer) for buffer in model.buffers()}
        with torch.no_grad(), recorder:
            made = model(given)
    except Exception as error:
        print('%s: real torch raised %s: %s' % (key, type(error).__name__, str(error)[:100]))
        if 'error' in entry:
            print('    the stand-in: ' + entry['error'])
        return
    counts['compared'] += 1
    if 'error' in entry:
        print('%s: the stand-in raised %s' % (key, entry['error'][:300]))
        return
    parameters = sorted([[n, list(p.shape), False] for n, p in model.named_parameters()] + [[n, list(b.shape), True] for n, b in model.named_buffers()])
    if parameters == entry['parameters']:
        counts['parameters'] += 1
    else:
        print('%s: parameters differ: %s' % (key, [p for p in parameters if p not in entry['parameters']][:2]))
    outputs = [list(one.shape) for one in flat(made)]
    if outputs == entry['outputs']:
        counts['outputs'] += 1
    else:
        print('%s: outputs differ: %s, not %s' % (key, entry['outputs'], outputs))
    ours, theirs = [pruned(n) for n in entry['nodes']], [pruned(n) for n in recorder.nodes]
    counts['nodes'] += len(theirs)
    if ours == theirs:
        counts['sequence'] += 1
        return
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    print('%s: sequence differs at %d of %d / %d %s:\n    stand-in %s\n    torch    %s' % (
        key, at, len(ours), len(theirs), sorted(recorder.unknown), ours[at:at + 2], theirs[at:at + 2]))


def pruned(node):
    """The comparable part of a recording: operation, shapes and attributes that do not name a type."""
    op, shapes, attributes, _ = node
    return [op, shapes, {key: value for key, value in attributes.items() if key not in ('dtype', 'fill_value')}]


def flat(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, dict):
        return [t for one in value.values() for t in flat(one)]
    return [t for one in value for t in flat(one)] if isinstance(value, (tuple, list)) else []


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2] or None, sys.argv[3]))
