"""Samples of a data set that a file of the user's makes: a variable, a class or a function without arguments, a loader."""
import inspect
import itertools
import os

import torch
from torch.utils.data import default_collate

from ..driver.record import opened
from .faults import UnusableData
from .placing import Placing

MOST_BYTES = 64 << 20
TARGETS = ('labels', 'label', 'targets', 'target', 'y')


def samples_of(request, place, wish):
    """(inputs, targets), lists of tensors with the batch first. `place`: file and name; `wish`: how many at most, and the seed. Raises `UnusableData`."""
    with opened(request_for(request, place['file'])) as session, Placing():
        try:
            path = os.path.join(request['root'], place['file'])
            made = session.runner.take(session.runner.unit(os.path.normpath(path)), place['name'])
            return split(collated(called(made), wish))
        except UnusableData:
            raise
        except session.stops as error:
            raise UnusableData('%s: %s' % (type(error).__name__, error)) from error


def request_for(request, file):
    """The file's text is the editor's where it is that of the definition."""
    if file == request['file']:
        return request
    with open(os.path.join(request['root'], file), encoding='utf-8') as read:
        return {**request, 'file': file, 'text': read.read(), 'site': '', 'arguments': {}}


def called(made):
    """A data set of a class or of a function."""
    is_made = not inspect.isclass(made) and (hasattr(made, '__getitem__') or hasattr(made, '__iter__'))
    return made if is_made else made()


def collated(data, wish):
    """The samples as one batch, put together as the loader does it."""
    collate = getattr(data, 'collate_fn', None) or default_collate
    data = getattr(data, 'dataset', data)
    if hasattr(data, '__len__') and hasattr(data, '__getitem__'):
        order = torch.randperm(len(data), generator=torch.Generator().manual_seed(wish['seed']))[:wish['count']].tolist()
        found = [data[at] for at in order]
    else:
        found = list(itertools.islice(iter(data), wish['count']))
    if not found:
        raise UnusableData('it holds no sample')
    return collate(found)


def split(batch):
    """A pair is inputs and targets, and so are the entries of a dictionary by their names; a tensor alone is input."""
    inputs, targets = batch, []
    if isinstance(batch, dict):
        named = [name for name in TARGETS if name in batch][:1]
        inputs, targets = [each for name, each in batch.items() if name not in named], [batch[name] for name in named]
    elif isinstance(batch, (list, tuple)) and len(batch) > 1:
        inputs, targets = batch[0], batch[1]
    return numbers(inputs), numbers(targets)


def numbers(part):
    tensors = flat(part)
    if sum(one.numel() for one in tensors) * 4 > MOST_BYTES:
        raise UnusableData('its samples take more than %d MB' % (MOST_BYTES >> 20))
    return [one.detach().cpu().float().contiguous() for one in tensors]


def flat(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, dict):
        return [one for each in value.values() for one in flat(each)]
    if isinstance(value, (list, tuple)):
        return [one for each in value for one in flat(each)]
    raise UnusableData('%s is no tensor' % type(value).__name__)
