"""Records a source text on the stand-in as the driver does."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', '..', 'python'), os.path.join(HERE, '..', '..', 'python', 'embedded')]

import torch  # noqa: E402
from skipscope.recording import current  # noqa: E402
from skipscope.recording.builder import Builder  # noqa: E402
from skipscope.recording.positions import Positions  # noqa: E402

ROOT = os.path.join(os.sep, 'workspace')
HEAD = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n'


def record(source, *shapes, dtype=None):
    """`Net` of the source (three import lines stand before it) on inputs of these shapes: the recording as JSON."""
    text = HEAD + source
    path = os.path.join(ROOT, 'net.py')
    current.pending.clear()
    positions = current.making = Positions(ROOT, {path: text})
    names = {}
    try:
        exec(compile(text, path, 'exec'), names)
        model = names['Net']()
        given = [torch.randn(*shape) if dtype is None else torch.zeros(*shape, dtype=dtype) for shape in shapes]
        builder = Builder(positions)
        with builder:
            builder.start(model)
            for at, tensor in enumerate(given):
                builder.input('x%d' % at, tensor)
            builder.returned(model(*given))
        return builder.finish('Net', {'route': 'embedded'})
    finally:
        current.making = None


def operations(recording):
    return [node['op'] for node in recording['nodes']]


def sources(recording, op):
    """The operands of the first node of this name: (slot, the operation that made it)."""
    nodes = recording['nodes']
    node = next(node for node in nodes if node['op'] == op)
    return [(entry['slot'], nodes[entry['value'][0]]['op'] if 'value' in entry else 'parameter' if 'parameter' in entry else 'constant')
            for entry in node['inputs']]
