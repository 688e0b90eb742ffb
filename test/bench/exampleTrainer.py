"""Trainers of networks on the user's own torch, for the benches of it. Its import starts the helper."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, '..', '..'))
sys.path.insert(0, os.path.join(ROOT, 'python'))

from skipscope.interpreter.helper import Helper  # noqa: E402

helper = Helper()
helper.ready()
import torch  # noqa: E402


def opened(file, site, batch):
    """(trainer, recording, inputs) of a network in examples/, on random inputs of that batch."""
    path = os.path.join(ROOT, 'examples', file)
    with open(path, encoding='utf-8') as read:
        return opened_text(read.read(), site, batch, root=os.path.dirname(path), file=file)


def opened_text(text, site, batch, shapes=None, root=HERE, file='net.py'):
    """The same of a network that a text defines; `shapes` are those of its inputs, without the batch."""
    request = {'root': root, 'file': file, 'text': text, 'site': site, 'arguments': {}}
    if shapes:
        request['inputShapes'] = [list(shape) for shape in shapes]
    recording = helper.prepared.record(request)['recording']
    setup = {'losses': [{'name': 'mse_loss', 'output': recording['outputs'][0]['path'], 'classesFirst': False}],
             'optimizer': {'name': 'sgd', 'learningRate': 1e-4},
             'weights': [[one['name'], None] for one in recording['parameters'] if not one['isBuffer']]}
    trainer = helper.prepared.start(0, setup)
    return trainer, recording, [_input(recording['nodes'][one['node']]['outputs'][0], batch) for one in recording['inputs']]


def _input(told, batch):
    shape = [batch if extent is None else extent for extent in told['shape']]
    return torch.randn(shape) if told['dtype'].startswith('float') else torch.zeros(shape, dtype=torch.int32)
