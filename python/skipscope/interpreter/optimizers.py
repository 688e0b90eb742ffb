"""Optimizers by torch's names, and by those that the product uses for all frameworks."""
import inspect

import torch

from .faults import UnknownOptimizer

NAMES = {'sgd': ('SGD', {}), 'momentum': ('SGD', {'momentum': 0.9}), 'adam': ('Adam', {}), 'adagrad': ('Adagrad', {}),
         'adadelta': ('Adadelta', {}), 'adamax': ('Adamax', {}), 'rmsprop': ('RMSprop', {}), 'adamw': ('AdamW', {}), 'nadam': ('NAdam', {}),
         'radam': ('RAdam', {})}


def optimizer_of(entry, told):
    """`told`: name, learning rate (or None), and the arguments that the file makes it with (or None)."""
    name, settings = NAMES.get(told['name'].lower(), (told['name'], {}))
    kind = getattr(torch.optim, name, None)
    if not inspect.isclass(kind) or name in ('Optimizer', 'LBFGS', 'SparseAdam'):
        raise UnknownOptimizer(told['name'])
    takes = inspect.signature(kind.__init__).parameters
    settings = {**settings, **{key: value for key, value in (told.get('arguments') or {}).items() if key in takes and value is not None}}
    settings = {key: tuple(value) if isinstance(value, list) else value for key, value in settings.items()}
    if told.get('learningRate') is not None:
        settings['lr'] = told['learningRate']
    if name == 'SGD':
        settings.setdefault('lr', 0.01)
    parameters = [each for each in entry.parameters() if each.requires_grad]
    return kind(parameters or [torch.nn.Parameter(torch.zeros(1))], **settings)
