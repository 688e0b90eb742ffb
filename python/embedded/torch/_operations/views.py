"""Reshapes, permutations, expansions, joins, repeats."""
import math

from .common import Tensor, int64, promoted, same, shape, shape_of


@shape_of('reshape')
def reshape(bound):
    first, wanted = bound['input'], tuple(whole(extent) for extent in bound['shape'])
    total, known = first.numel(), 1
    for extent in wanted:
        if extent < -1:
            raise RuntimeError('invalid shape dimension %d' % extent)
        known *= extent if extent != -1 else 1
    if wanted.count(-1) > 1:
        raise RuntimeError('only one dimension can be inferred')
    if -1 in wanted:
        if not known or total % known:
            raise invalid(first, wanted)
        new = tuple(total // known if extent == -1 else extent for extent in wanted)
    elif known != total:
        raise invalid(first, wanted)
    else:
        new = wanted
    bound['shape'] = wanted
    return new, first._dtype


def invalid(first, wanted):
    return RuntimeError("shape '%s' is invalid for input of size %d" % (list(wanted), first.numel()))


def whole(extent):
    if isinstance(extent, float):
        raise TypeError("reshape(): argument 'shape' failed to unpack the object at pos 2 with error \"type must be tuple of ints,but got float\"")
    return int(extent)


@shape_of('flatten')
def flatten(bound):
    first, start, end = bound['input'], bound['start_dim'], bound['end_dim']
    extents = first._shape
    if not extents:
        return (1,), first._dtype
    if start > end:
        raise RuntimeError('flatten() has invalid args: start_dim cannot come after end_dim')
    return (*extents[:start], math.prod(extents[start:end + 1]), *extents[end + 1:]), first._dtype


@shape_of('permute')
def permute(bound):
    first, dims = bound['input'], bound['dims']
    if len(dims) != len(first._shape):
        raise RuntimeError(
            'permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of '
            'dimensions i.e. input.dim() = %d is not equal to len(dims) = %d' % (len(first._shape), len(dims)))
    if len(set(dims)) != len(dims):
        raise RuntimeError('permute(): duplicate dims are not allowed.')
    return tuple(first._shape[d] for d in dims), first._dtype


@shape_of('squeeze')
def squeeze(bound):
    first, dim = bound['input'], bound['dim']
    gone = range(len(first._shape)) if dim is None else (dim,) if isinstance(dim, int) else dim
    return tuple(n for at, n in enumerate(first._shape) if at not in gone or n != 1), first._dtype


@shape_of('unsqueeze')
def unsqueeze(bound):
    first, dim = bound['input'], bound['dim']
    return (*first._shape[:dim], 1, *first._shape[dim:]), first._dtype


@shape_of('expand')
def expand(bound):
    first = bound['input']
    wanted = tuple(int(extent) for extent in bound['size'])
    lead = len(wanted) - len(first._shape)
    if lead < 0:
        raise RuntimeError('expand(%s, size=%s): the number of sizes provided (%d) must be greater or equal to the number of '
                           'dimensions in the tensor (%d)' % ('FloatTensor{%s}' % list(first._shape), list(wanted), len(wanted), len(first._shape)))
    new = []
    for at, extent in enumerate(wanted):
        own = first._shape[at - lead] if at >= lead else 1
        if extent == -1:
            if at < lead:
                raise RuntimeError('The expanded size of the tensor (-1) isn\'t allowed in a leading, non-existing dimension %d' % at)
            extent = own
        if own not in (1, extent):
            raise RuntimeError(
                'The expanded size of the tensor (%d) must match the existing size (%d) at non-singleton dimension %d.  Target sizes: %s.  '
                'Tensor sizes: %s' % (extent, own, at, list(wanted), list(first._shape)))
        new.append(extent)
    bound['size'] = wanted
    return tuple(new), first._dtype


@shape_of('repeat', 'tile')
def repeat(bound):
    first = bound['input']
    key = 'repeats' if 'repeats' in bound else 'dims'
    times = tuple(int(n) for n in bound[key])
    lead = len(times) - len(first._shape)
    if lead < 0:
        if key == 'repeats':
            raise RuntimeError('Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor')
        times = (1,) * -lead + times
        lead = 0
    bound[key] = times
    extents = (1,) * lead + tuple(first._shape)
    return tuple(a * b for a, b in zip(extents, times)), first._dtype


@shape_of('repeat_interleave')
def repeat_interleave(bound):
    first, times, dim = bound['input'], bound['repeats'], bound['dim']
    extents = list(first._shape) if dim is not None else [first.numel()]
    at = dim or 0
    if isinstance(times, Tensor) and times.numel() != 1:
        extents[at] = bound['output_size'] or sum(times.tolist())
    else:
        extents[at] *= int(times)
    return tuple(extents), first._dtype


@shape_of('cat')
def cat(bound):
    tensors, dim = list(bound['tensors']), bound['dim']
    if not tensors:
        raise ValueError('torch.cat(): expected a non-empty list of Tensors')
    bound['tensors'] = tensors
    for at, tensor in enumerate(tensors):
        if not tensor._shape:
            raise RuntimeError('zero-dimensional tensor (at position %d) cannot be concatenated' % at)
    real = [t for t in tensors if len(t._shape) != 1 or t._shape[0]] or tensors
    first = real[0]
    total = 0
    for at, tensor in enumerate(real):
        if len(tensor._shape) != len(first._shape):
            raise RuntimeError('Tensors must have same number of dimensions: got %d and %d' % (len(first._shape), len(tensor._shape)))
        for d, (a, b) in enumerate(zip(first._shape, tensor._shape)):
            if a != b and d != dim:
                raise RuntimeError(
                    'Sizes of tensors must match except in dimension %d. Expected size %d but got size %d for tensor number %d in the list.'
                    % (dim, a, b, at))
        total += tensor._shape[dim]
    return (*first._shape[:dim], total, *first._shape[dim + 1:]), promoted(*real)


@shape_of('stack')
def stack(bound):
    tensors, dim = list(bound['tensors']), bound['dim']
    if not tensors:
        raise RuntimeError('stack expects a non-empty TensorList')
    bound['tensors'] = tensors
    first = tensors[0]
    for at, tensor in enumerate(tensors):
        if tensor._shape != first._shape:
            raise RuntimeError('stack expects each tensor to be equal size, but got %s at entry 0 and %s at entry %d'
                               % (list(first._shape), list(tensor._shape), at))
    return (*first._shape[:dim], len(tensors), *first._shape[dim:]), promoted(*tensors)


@shape_of('flip', 'roll', 'tril', 'triu')
def moved(bound):
    return same(bound)


@shape_of('rot90')
def rot90(bound):
    first, (a, b) = bound['input'], bound['dims']
    extents = list(first._shape)
    if bound['k'] % 2:
        extents[a], extents[b] = extents[b], extents[a]
    return tuple(extents), first._dtype


@shape_of('tensor_unfold')
def tensor_unfold(bound):
    first, dim, size, step = bound['input'], bound['dimension'], bound['size'], bound['step']
    extent = first._shape[dim]
    if size > extent:
        raise RuntimeError('maximum size for tensor at dimension %d is %d but size is %d' % (dim, extent, size))
    return (*first._shape[:dim], (extent - size) // step + 1, *first._shape[dim + 1:], size), first._dtype


@shape_of('as_strided')
def as_strided(bound):
    return tuple(bound['size']), bound['input']._dtype


@shape_of('diagonal')
def diagonal(bound):
    first, a, b, offset = bound['input'], bound['dim1'], bound['dim2'], bound['offset']
    rows, columns = first._shape[a], first._shape[b]
    length = max(min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns), 0)
    return (*[n for at, n in enumerate(first._shape) if at not in (a, b)], length), first._dtype


@shape_of('diag')
def diag(bound):
    first, offset = bound['input'], bound['diagonal']
    if len(first._shape) == 1:
        return (first._shape[0] + abs(offset),) * 2, first._dtype
    rows, columns = first._shape
    return (max(min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns), 0),), first._dtype


@shape_of('diag_embed')
def diag_embed(bound):
    first = bound['input']
    n = first._shape[-1] + abs(bound['offset'])
    extents = list(first._shape[:-1])
    rank = len(extents) + 2
    for d in sorted(dim % rank for dim in (bound['dim1'], bound['dim2'])):
        extents.insert(d, n)
    return tuple(extents), first._dtype


@shape_of('diff')
def diff(bound):
    first, dim = bound['input'], bound['dim']
    more = sum(shape(bound[key])[dim] for key in ('prepend', 'append') if isinstance(bound[key], Tensor))
    return (*first._shape[:dim], max(first._shape[dim] + more - bound['n'], 0), *first._shape[dim + 1:]), first._dtype


@shape_of('block_diag')
def block_diag(bound):
    return tuple(sum(t._shape[d] for t in bound['tensors']) for d in (0, 1)), promoted(*bound['tensors'])


@shape_of('combinations')
def combinations(bound):
    n, r = bound['input'].numel(), bound['r']
    return (math.comb(n + r - 1 if bound['with_replacement'] else n, r), r), bound['input']._dtype


@shape_of('cartesian_prod')
def cartesian_prod(bound):
    tensors = bound['tensors']
    n = math.prod(t.numel() for t in tensors)
    return (n, len(tensors)) if len(tensors) > 1 else (n,), promoted(*tensors)


@shape_of('one_hot')
def one_hot(bound):
    first, classes = bound['input'], bound['num_classes']
    if classes == -1:
        classes = int(max(first.tolist_flat(), default=-1)) + 1
    return (*first._shape, int(classes)), int64


