"""Rewrites of views, joins and splits into the few that the recording knows."""
from .errors import UnknownOperation
from .tidy import is_tensor


def rank(tensor):
    return len(tensor.shape)


def wrapped(dim, n):
    """A dimension counted from the front; raises IndexError with torch's text."""
    if is_tensor(dim):
        dim = int(dim)
    bound = max(n, 1)
    if not -bound <= dim < bound:
        raise IndexError('Dimension out of range (expected to be in range of [%d, %d], but got %d)' % (-bound, bound - 1, dim))
    return dim % bound


def pick(arguments, keywords, names, defaults=()):
    """Arguments by name, for the few calls that are rewritten."""
    values = dict(zip(names[len(names) - len(defaults):], defaults))
    values.update(zip(names, arguments))
    for name, value in keywords.items():
        renamed = {'self': names[0], 'axis': 'dim', 'axis0': 'dim0', 'axis1': 'dim1'}.get(name, name)
        values[renamed if renamed in names else name] = value
    missing = [name for name in names if name not in values]
    if missing:
        raise TypeError("missing required argument: '%s'" % missing[0])
    return [values[name] for name in names]


def transpose(name, arguments, keywords):
    tensor, first, second = pick(arguments, keywords, ('input', 'dim0', 'dim1'))
    n = rank(tensor)
    order = list(range(n))
    a, b = wrapped(first, n), wrapped(second, n)
    if n:
        order[a], order[b] = order[b], order[a]
    return 'permute', (tensor, tuple(order)), {}, False


def reverse(name, arguments, keywords):
    tensor = arguments[0] if arguments else keywords['input']
    n = rank(tensor)
    if name == 't' and n > 2:
        raise RuntimeError('t() expects a tensor with <= 2 dimensions, but self is %dD' % n)
    order = list(range(n))
    order = order[:-2] + order[-2:][::-1] if name in ('mT', 'mH', 'adjoint') else order[::-1]
    return 'permute', (tensor, tuple(order)), {}, False


def movedim(name, arguments, keywords):
    tensor, source, target = pick(arguments, keywords, ('input', 'source', 'destination'))
    n = rank(tensor)
    source = [wrapped(d, n) for d in (source if isinstance(source, (list, tuple)) else [source])]
    target = [wrapped(d, n) for d in (target if isinstance(target, (list, tuple)) else [target])]
    order = [d for d in range(n) if d not in source]
    for at, d in sorted(zip(target, source)):
        order.insert(at, d)
    return 'permute', (tensor, tuple(order)), {}, False


def like_shape(target):
    def rewrite(name, arguments, keywords):
        tensor, other = pick(arguments, keywords, ('input', 'other'))
        return target, (tensor, tuple(other.shape)), {}, False
    return rewrite


def reshape(name, arguments, keywords):
    """`x.view(torch.int32)` reads other bytes; `x.view(size=…)`."""
    keywords = dict(keywords)
    if 'size' in keywords:
        keywords['shape'] = keywords.pop('size')
    return name, arguments, keywords, False


def unflatten(name, arguments, keywords):
    tensor, dim, sizes = pick(arguments, keywords, ('input', 'dim', 'sizes'))
    shape = tuple(tensor.shape)
    dim = wrapped(dim, len(shape))
    sizes = [int(size) for size in sizes]
    known = 1
    for size in sizes:
        known *= size if size != -1 else 1
    if known != shape[dim] and (-1 not in sizes or not known or shape[dim] % known):
        raise RuntimeError("unflatten: Provided sizes %s don't multiply up to the size of dim %d (%d) in the input tensor"
                           % (sizes, dim, shape[dim]))
    sizes = [shape[dim] // known if size == -1 else size for size in sizes]
    return 'reshape', (tensor, (*shape[:dim], *sizes, *shape[dim + 1:])), {}, False


def ravel(name, arguments, keywords):
    return 'flatten', arguments, keywords, False


def chunk(name, arguments, keywords):
    tensor, chunks, dim = pick(arguments, keywords, ('input', 'chunks', 'dim'), (0,))
    if chunks <= 0:
        raise RuntimeError('chunk expects `chunks` to be greater than 0, got: %d' % chunks)
    dim = wrapped(dim, rank(tensor))
    size = max(-(-tensor.shape[dim] // chunks), 1)
    return 'split', (tensor, size, dim), {}, False


def split_at(name, arguments, keywords):
    """`tensor_split(3)` and `tensor_split((2, 5))`."""
    dims = {'hsplit': 1, 'vsplit': 0, 'dsplit': 2}
    tensor, parts, dim = pick(arguments, {('parts' if k in ('indices_or_sections', 'sections', 'indices') else k): v
                                          for k, v in keywords.items()}, ('input', 'parts', 'dim'), (dims.get(name, 0),))
    dim = wrapped(dim, rank(tensor))
    extent = tensor.shape[dim]
    if isinstance(parts, int):
        whole, rest = divmod(extent, parts)
        sizes = [whole + (part < rest) for part in range(parts)]
    else:
        ends = [0, *[min(end if end >= 0 else end + extent, extent) for end in parts], extent]
        sizes = [max(end - start, 0) for start, end in zip(ends, ends[1:])]
    return 'split', (tensor, sizes, dim), {}, False


def split(name, arguments, keywords):
    keywords = {('split_size_or_sections' if k in ('split_size', 'split_sizes') else k): v for k, v in keywords.items()}
    return 'split', arguments, keywords, False


def narrow(name, arguments, keywords):
    tensor, dim, start, length = pick(arguments, keywords, ('input', 'dim', 'start', 'length'))
    dim, start = wrapped(dim, rank(tensor)), int(start)
    extent = tensor.shape[dim]
    if start < 0:
        start += extent
    if start + length > extent:
        raise RuntimeError('start (%d) + length (%d) exceeds dimension size (%d).' % (start, length, extent))
    return 'getitem', (tensor, (*[slice(None)] * dim, slice(start, start + length))), {}, False


def select(name, arguments, keywords):
    tensor, dim, index = pick(arguments, keywords, ('input', 'dim', 'index'))
    return 'getitem', (tensor, (*[slice(None)] * wrapped(dim, rank(tensor)), index)), {}, False


def unfold(name, arguments, keywords):
    """`F.unfold(x, kernel_size)` and `x.unfold(dimension, size, step)` share a name."""
    if len(arguments) + len(keywords) == 4 and not {'kernel_size', 'dilation', 'padding', 'stride'} & set(keywords) and (
            all(isinstance(v, int) for v in arguments[1:])) or {'dimension', 'size', 'step'} & set(keywords):
        return 'tensor_unfold', arguments, keywords, False
    return name, arguments, keywords, False


def joined(name, arguments, keywords):
    """`hstack`, `vstack`, `dstack`, `column_stack`: `cat`, or `stack` of vectors; other ranks are not known."""
    tensors = arguments[0] if arguments else keywords['tensors']
    least = min(rank(tensor) for tensor in tensors)
    operation, dim = {'hstack': ('cat', 0 if least == 1 else 1), 'vstack': ('stack' if least == 1 else 'cat', 0),
                      'column_stack': ('stack' if least == 1 else 'cat', 1), 'dstack': ('cat', 2)}[name]
    if least == 0 or name == 'dstack' and least < 3 or name == 'column_stack' and least != max(rank(tensor) for tensor in tensors):
        raise UnknownOperation('torch.%s of tensors of %d dimensions' % (name, least))
    return operation, (tensors, dim), {}, False


def several(name, arguments, keywords):
    """`meshgrid(a, b)` is `meshgrid((a, b))`."""
    if len(arguments) != 1 or is_tensor(arguments[0]):
        arguments = (tuple(arguments),)
    return name, arguments, keywords, False


def einsum(name, arguments, keywords):
    operands = arguments[1:]
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = operands[0]
    return name, (arguments[0], tuple(operands)), keywords, False


def flipped(dim):
    return lambda name, arguments, keywords: ('flip', (arguments[0], (dim,)), {}, False)


SHAPES = {
    'transpose': transpose, 't': reverse, 'T': reverse, 'mT': reverse, 'H': reverse, 'mH': reverse, 'adjoint': reverse,
    'movedim': movedim, 'view_as': like_shape('reshape'), 'reshape_as': like_shape('reshape'), 'expand_as': like_shape('expand'),
    'reshape': reshape, 'unflatten': unflatten, 'ravel': ravel, 'chunk': chunk, 'tensor_split': split_at, 'hsplit': split_at,
    'vsplit': split_at, 'dsplit': split_at, 'split': split, 'split_with_sizes': split, 'narrow': narrow, 'select': select,
    'unfold': unfold, 'vstack': joined, 'hstack': joined, 'dstack': joined, 'column_stack': joined, 'meshgrid': several,
    'broadcast_tensors': several, 'einsum': einsum, 'fliplr': flipped(1), 'flipud': flipped(0), 'cartesian_prod': several,
    'block_diag': several,
}
