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
NOTHING = {'edges': [], 'outputs': [], 'activations': [], 'forks': []}


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
