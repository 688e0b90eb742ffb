"""rearrange, repeat, reduce, pack, unpack, einsum."""
import math

import torch

from .pattern import Call, EinopsError, check_rank, ellipsis_names, known_sizes, sides, size_of, spelled


def prepared(operation, tensor, pattern, given):
    """The tensor split into single axes, their names, their sizes, and the right side."""
    left, right = sides(pattern)
    call = Call(operation, pattern, tensor.shape, given)
    check_rank(left, call)
    names = ellipsis_names(left, tensor.dim())
    left, right = spelled(left, tensor.dim(), names), spelled(right, tensor.dim(), names)
    inner = {axis for group in left for axis in group}
    sizes = known_sizes(left, {k: v for k, v in given.items() if k in inner}, call)
    for axis in given:
        if axis not in inner and not (operation == 'repeat' and any(axis in group for group in right)):
            raise call.refused('Axis %s is not used in transform' % axis)
    sizes.update({axis: int(size) for axis, size in given.items()})
    axes = [axis for group in left for axis in group if axis != '1']
    single = [size_of(axis, sizes) for axis in axes]
    if has_composites(left):
        tensor = tensor.reshape(single)
    return tensor, axes, sizes, right


def has_composites(groups):
    """A group is no axis by itself: several, or a 1."""
    return any(len([axis for axis in group if axis != '1']) != 1 for group in groups)


def joined(tensor, right, sizes):
    return tensor.reshape([math.prod(size_of(axis, sizes) for axis in group) for group in right]) if has_composites(right) else tensor


def ordered(tensor, axes, wanted):
    order = [axes.index(axis) for axis in wanted]
    return tensor if order == list(range(len(order))) else tensor.permute(order)


def as_one(tensor):
    return torch.stack(list(tensor)) if isinstance(tensor, (list, tuple)) else tensor


def rearrange(tensor, pattern, **axes_lengths):
    tensor, axes, sizes, right = prepared('rearrange', as_one(tensor), pattern, axes_lengths)
    wanted = [axis for group in right for axis in group if axis != '1']
    if sorted(wanted) != sorted(axes):
        raise EinopsError('Identifiers only on one side of expression (should be on both): {%s}' % ', '.join(sorted(set(wanted) ^ set(axes))))
    return joined(ordered(tensor, axes, wanted), right, sizes)


def repeat(tensor, pattern, **axes_lengths):
    tensor, axes, sizes, right = prepared('repeat', as_one(tensor), pattern, axes_lengths)
    wanted = [axis for group in right for axis in group if axis != '1']
    tensor = ordered(tensor, axes, [axis for axis in wanted if axis in axes])
    grown = [-1 if axis in axes else size_of(axis, sizes) for axis in wanted]
    for at, size in enumerate(grown):
        if size != -1:
            tensor = tensor.unsqueeze(at)
    return joined(tensor.expand(grown) if max(grown, default=-1) != -1 else tensor, right, sizes)


def reduce(tensor, pattern, reduction, **axes_lengths):
    """Reduced axes go behind the others first."""
    tensor, axes, sizes, right = prepared(reduction, as_one(tensor), pattern, axes_lengths)
    wanted = [axis for group in right for axis in group if axis != '1']
    gone = [axis for axis in axes if axis not in wanted]
    tensor = ordered(tensor, axes, wanted + gone)
    return joined(reduced(tensor, reduction, tuple(range(len(wanted), len(axes)))) if gone else tensor, right, sizes)


def reduced(tensor, reduction, gone):
    if callable(reduction):
        return reduction(tensor, gone)
    if reduction in ('max', 'min'):
        return getattr(tensor, 'a' + reduction)(gone)
    if reduction == 'prod':
        for dim in sorted(gone, reverse=True):
            tensor = tensor.prod(dim)
        return tensor
    if reduction not in ('mean', 'sum', 'any', 'all'):
        raise EinopsError('Unknown reduction ' + str(reduction))
    return getattr(tensor, reduction)(gone)


def einsum(*tensors_and_pattern):
    *tensors, pattern = tensors_and_pattern
    letters, left = {}, pattern.partition('->')[0]

    def short(text):
        return ''.join(axis if axis == '...' else letters.setdefault(axis, 'abcdefghijklmnopqrstuvwxyzABCDEFGH'[len(letters)])
                       for axis in text.replace('...', ' ... ').split())
    terms = [short(term) for term in left.split(',')]
    return torch.einsum(','.join(terms) + '->' + short(pattern.partition('->')[2]), *tensors)


def parse_shape(x, pattern):
    names = pattern.split()
    if '...' in names:
        at = names.index('...')
        names[at:at + 1] = ['_'] * (x.dim() - len(names) + 1)
    if len(names) != x.dim():
        raise RuntimeError("Can't parse shape with different number of dimensions: %s %s" % (pattern, tuple(x.shape)))
    return {name: size for name, size in zip(names, x.shape) if name != '_' and not name.isdigit()}


def pack(tensors, pattern):
    names = pattern.split()
    before, after = names.index('*'), len(names) - names.index('*') - 1
    flat, shapes = [], []
    for tensor in tensors:
        end = tensor.dim() - after
        shapes.append(torch.Size(tensor.shape[before:end]))
        flat.append(tensor.reshape([*tensor.shape[:before], math.prod(shapes[-1]), *tensor.shape[end:]]))
    return torch.cat(flat, before), shapes


def unpack(tensor, packed_shapes, pattern):
    at = pattern.split().index('*')
    sizes = [-1 if -1 in shape else math.prod(shape) for shape in packed_shapes]
    if -1 in sizes:
        sizes[sizes.index(-1)] = tensor.shape[at] - sum(size for size in sizes if size != -1)
    lead, told, start = (slice(None),) * at, [], 0
    for size, shape in zip(sizes, packed_shapes):
        told.append(tensor[(*lead, slice(start, start + size))].reshape([*tensor.shape[:at], *shape, *tensor.shape[at + 1:]]))
        start += size
    return told


def asnumpy(tensor):
    return tensor.numpy()
