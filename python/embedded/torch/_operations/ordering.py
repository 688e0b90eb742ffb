"""Sorting, and what depends on the values that are there."""
from skipscope.recording.errors import NeedsValues

from .common import Several, int64, shape_of
from .reductions import paired


@shape_of('topk')
def topk(bound):
    first, k, dim = bound['input'], int(bound['k']), bound['dim']
    if first._shape and k > first._shape[dim]:
        raise RuntimeError('selected index k out of range')
    bound['k'] = k
    return paired('topk', (*first._shape[:dim], k, *first._shape[dim + 1:]) if first._shape else (), first._dtype)


def ordered(name):
    @shape_of(name)
    def shape(bound):
        return paired(name, bound['input']._shape, bound['input']._dtype)
    return shape


for one in ('sort', 'cummax', 'cummin'):
    ordered(one)


@shape_of('argsort')
def argsort(bound):
    return bound['input']._shape, int64


@shape_of('histc')
def histc(bound):
    return (bound['bins'],), bound['input']._dtype


@shape_of('nonzero')
def nonzero(bound):
    first = bound['input']
    places = [at for at, value in enumerate(first.tolist_flat('torch.nonzero')) if value]
    rank = len(first._shape)
    if bound['as_tuple']:
        return Several([((len(places),), int64)] * rank)
    return (len(places), rank), int64


@shape_of('masked_select')
def masked_select(bound):
    return (sum(map(bool, bound['mask'].tolist_flat('torch.masked_select'))),), bound['input']._dtype


@shape_of('unique', 'unique_consecutive')
def unique(bound):
    first = bound['input']
    if bound['dim'] is not None:
        raise NeedsValues('torch.unique', first._shape)
    values = first.tolist_flat('torch.unique')
    count = len(set(values)) if 'sorted' in bound else sum(a != b for a, b in zip(values, [object(), *values]))
    outs = [((count,), first._dtype)]
    if bound['return_inverse']:
        outs.append((first._shape, int64))
    if bound['return_counts']:
        outs.append(((count,), int64))
    return outs[0] if len(outs) == 1 else Several(outs)


@shape_of('bincount')
def bincount(bound):
    values = bound['input'].tolist_flat('torch.bincount')
    return (max(max(values, default=-1) + 1, bound['minlength']),), int64
