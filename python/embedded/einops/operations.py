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
    if single != list(tensor.shape):
        tensor = tensor.reshape(single)
    return tensor, axes, sizes, right


def joined(tensor, right, sizes):
    shape = [math.prod(size_of(axis, sizes) for axis in group) for group in right]
    return tensor if shape == list(tensor.shape) else tensor.reshape(shape)


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
    index = tuple(slice(None) if axis in axes else None for axis in wanted)
    if None in index:
        tensor = tensor[index].expand([size_of(axis, sizes) for axis in wanted])
    return joined(tensor, right, sizes)


def reduce(tensor, pattern, reduction, **axes_lengths):
    tensor, axes, sizes, right = prepared(reduction, as_one(tensor), pattern, axes_lengths)
    wanted = [axis for group in right for axis in group if axis != '1']
    gone = tuple(at for at, axis in enumerate(axes) if axis not in wanted)
    if gone:
        tensor = reduced(tensor, reduction, gone)
    return joined(ordered(tensor, [axis for axis in axes if axis in wanted], wanted), right, sizes)


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
    parts = tensor.split(sizes, at)
    return [part.reshape([*part.shape[:at], *shape, *part.shape[at + 1:]]) for part, shape in zip(parts, packed_shapes)]


def asnumpy(tensor):
    return tensor.numpy()
