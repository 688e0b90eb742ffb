"""Definitions that are recorded and trained with real torch, each test under `unittest` in a Python that has it."""
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = os.path.join(HERE, '..', '..', '..', 'python')
sys.path.insert(0, os.path.normpath(PACKAGES))

from skipscope.interpreter.helper import Helper  # noqa: E402

helper = Helper()
helper.ready()
import torch  # noqa: E402

torch.set_num_threads(1)
# A definition's callers are searched in its workspace: nothing else lies there.
ROOT = tempfile.TemporaryDirectory(prefix='skipscope-test-')
HEAD = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\n'
# A function with a gradient of its own, and a part that keeps no activations.
CUSTOM = '''
from torch.utils.checkpoint import checkpoint

class Scaled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, factor):
        ctx.save_for_backward(x, weight)
        ctx.factor = factor
        return (x * weight + 1) * factor

    @staticmethod
    def backward(ctx, gradient):
        x, weight = ctx.saved_tensors
        return gradient * weight * ctx.factor, (gradient * x * ctx.factor).sum(0), None

scaled = Scaled.apply

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(6))
        self.first, self.second = nn.Linear(6, 6), nn.Linear(6, 6)

    def forward(self, x):
        x = scaled(self.first(x), self.weight, 2.0)
        return checkpoint(self.second, x, use_reentrant=False) + x
'''


def record(source, site='Net', **rest):
    """The answer for a source text; three import lines stand before it."""
    request = {'root': ROOT.name, 'file': 'net.py', 'text': HEAD + source, 'site': site, 'arguments': {}, **rest}
    return helper.prepared.record(request)


def every_edge(recording):
    """A plan that measures every operand, every output and every activation."""
    nodes = recording['nodes']
    return {
        'edges': [[number, at] for number, node in enumerate(nodes) for at in range(len(node['inputs']))],
        'outputs': [[number, at] for number, node in enumerate(nodes) for at in range(len(node['outputs']))],
        'activations': [[number, None] for number in range(len(nodes))],
        'forks': [],
    }


def setup_of(recording, loss='mse_loss', ablated=(), optimizer='sgd'):
    return {
        'losses': [{'name': loss, 'output': recording['outputs'][0]['path'], 'classesFirst': False}],
        'optimizer': {'name': optimizer, 'learningRate': 0.1, 'arguments': None},
        'weights': [[one['name'], 0] for one in recording['parameters'] if not one['isBuffer']],
        'ablated': [list(edge) for edge in ablated],
    }


def operations(recording):
    return [node['op'] for node in recording['nodes']]
