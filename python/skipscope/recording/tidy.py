"""Arguments as the recording tells them: dimensions counted from the front, kernels and strides one per axis."""


def is_tensor(value):
    """Of either torch."""
    return hasattr(type(value), 'requires_grad') and hasattr(type(value), 'shape')


def dtype_name(value):
    """`float32` of `torch.float32`; None for what is no type."""
    if type(value).__name__ != 'dtype':
        return None
    text = str(value)
    return text[6:] if text.startswith('torch.') else None


def from_front(dim, rank):
    bound = max(rank, 1)
    if isinstance(dim, bool) or not isinstance(dim, int):
        dim = int(dim)
    if not -bound <= dim < bound:
        raise IndexError('Dimension out of range (expected to be in range of [%d, %d], but got %d)' % (-bound, bound - 1, dim))
    return dim % bound


def per_axis(value, n):
    """`3` → `[3, 3]`; the one of a list of one for each axis."""
    if isinstance(value, str) or value is None:
        return value
    if not isinstance(value, (list, tuple)):
        if isinstance(value, float):
            raise TypeError("argument must be tuple of ints, but found element of type float at pos 0")
        return (value,) * n
    return tuple(value) * n if len(value) == 1 else tuple(value)


def axes(*names):
    def apply(bound, rank):
        for name in names:
            dim = bound[name]
            if isinstance(dim, (list, tuple)):
                bound[name] = tuple(from_front(d, rank) for d in dim)
            elif dim is not None:
                bound[name] = from_front(dim, rank)
    return apply


def spatial(n, *names):
    def apply(bound, rank):
        for name in names:
            bound[name] = per_axis(bound[name], n)
        if 'stride' in bound and (bound['stride'] is None or bound['stride'] == ()):
            bound['stride'] = bound['kernel_size']
    return apply


def implicit_softmax(bound, rank):
    bound['dim'] = (0 if rank in (0, 1, 3) else 1) if bound['dim'] is None else from_front(bound['dim'], rank)


def one_behind(bound, rank):
    bound['dim'] = from_front(bound['dim'], rank + 1)


def check_tensors(bound, name):
    tensors = bound['tensors']
    if is_tensor(tensors):
        raise TypeError("%s(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor" % name)
    for at, one in enumerate(tensors):
        if not is_tensor(one):
            raise TypeError('expected Tensor as element %d in argument 0, but got %s' % (at, type(one).__name__))


def stacked(bound, rank):
    check_tensors(bound, 'stack')
    first = bound['tensors'][0] if len(bound['tensors']) else None
    bound['dim'] = from_front(bound['dim'], len(first.shape) + 1 if first is not None else 1)


def joined(bound, rank):
    check_tensors(bound, 'cat')
    whole = [t for t in bound['tensors'] if len(t.shape) != 1 or t.shape[0]]
    bound['dim'] = from_front(bound['dim'], len((whole or bound['tensors'])[0].shape) if bound['tensors'] else 1)


def listed(*names):
    def apply(bound, rank):
        for name in names:
            value = bound[name]
            bound[name] = tuple(value) if isinstance(value, (list, tuple)) else (value,)
    return apply


def dims_of_reduction(bound, rank):
    """One `dim` stays a number; several, and the empty list that means all, become a list or None."""
    dim = bound['dim']
    if isinstance(dim, (list, tuple)):
        bound['dim'] = tuple(from_front(d, rank) for d in dim) or None
    elif dim is not None:
        bound['dim'] = from_front(dim, rank)


def split_sizes(bound, rank):
    """`split(2)` by the sizes that come out."""
    tensor, sizes = bound['tensor'], bound['split_size_or_sections']
    dim = bound['dim'] = from_front(bound['dim'], rank)
    if isinstance(sizes, (list, tuple)):
        bound['split_size_or_sections'] = [int(size) for size in sizes]
        return
    extent, size = tensor.shape[dim], int(sizes)
    if size <= 0:
        raise RuntimeError('split_size can only be 0 if dimension size is 0, but got dimension size of %d' % extent if size == 0 else
                           'split expects split_size be non-negative, but got split_size=%d' % size)
    bound['split_size_or_sections'] = [min(size, extent - start) for start in range(0, extent, size)] or [0]


def casted(bound, rank):
    dtype = bound['dtype']
    if isinstance(dtype, type) and hasattr(dtype, 'dtype'):
        dtype = bound['dtype'] = dtype.dtype
    if isinstance(dtype, str):
        last = dtype.rpartition('.')[2]
        bound['dtype'] = {'FloatTensor': 'float32', 'LongTensor': 'int64', 'BoolTensor': 'bool', 'HalfTensor': 'float16',
                          'IntTensor': 'int32', 'DoubleTensor': 'float64', 'ByteTensor': 'uint8'}.get(last, last)


def sized(bound, rank):
    """`interpolate` to one size or by one factor per axis."""
    n = rank - 2
    if bound['size'] is not None:
        bound['size'] = tuple(int(size) for size in per_axis(bound['size'], n)) if n > 0 else bound['size']
    if bound['scale_factor'] is not None:
        scale = bound['scale_factor']
        bound['scale_factor'] = tuple(float(s) for s in scale) if isinstance(scale, (list, tuple)) else (float(scale),) * n


def padded(bound, rank):
    bound['pad'] = tuple(int(amount) for amount in bound['pad'])
    if bound['mode'] == 'constant' and bound['value'] is None:
        bound['value'] = 0


def adaptive(n):
    """An extent that is None stays as it is."""
    def apply(bound, rank):
        extents = tuple(bound['input'].shape)[-n:]
        wanted = per_axis(bound['output_size'], n)
        bound['output_size'] = tuple(e if w is None else int(w) for e, w in zip(extents, wanted or (None,) * n))
    return apply


def contracted(bound, rank):
    """The equation with its right side."""
    equation = bound['equation'].replace(' ', '')
    left, arrow, right = equation.partition('->')
    if not arrow:
        letters = sorted(c for c in set(left) if c.isalpha() and left.count(c) == 1)
        right = ('...' if '...' in left else '') + ''.join(letters)
    bound['equation'] = left + '->' + right


TIDY = {
    'to': casted, 'split': split_sizes, 'interpolate': sized, 'pad': padded, 'einsum': contracted,
    **{name: implicit_softmax for name in ('softmax', 'log_softmax', 'softmin')},
    **{name: axes('dim') for name in (
        'glu', 'cumsum', 'cumprod', 'cummax', 'cummin', 'logcumsumexp', 'gumbel_softmax', 'normalize', 'kthvalue', 'mode', 'topk',
        'sort', 'argsort', 'unbind', 'index_select', 'index_add', 'index_copy', 'index_fill', 'gather', 'scatter',
        'scatter_add', 'scatter_reduce', 'squeeze', 'repeat_interleave', 'diff', 'take_along_dim', 'trapezoid')},
    **{name: dims_of_reduction for name in (
        'sum', 'nansum', 'mean', 'nanmean', 'prod', 'logsumexp', 'amax', 'amin', 'max', 'min', 'median', 'nanmedian', 'argmax',
        'argmin', 'any', 'all', 'count_nonzero', 'std', 'var', 'std_mean', 'var_mean', 'norm', 'quantile', 'aminmax')},
    **{'conv%dd' % n: spatial(n, 'stride', 'padding', 'dilation') for n in (1, 2, 3)},
    **{'conv_transpose%dd' % n: spatial(n, 'stride', 'padding', 'output_padding', 'dilation') for n in (1, 2, 3)},
    **{'max_pool%dd' % n: spatial(n, 'kernel_size', 'stride', 'padding', 'dilation') for n in (1, 2, 3)},
    **{'avg_pool%dd' % n: spatial(n, 'kernel_size', 'stride', 'padding') for n in (1, 2, 3)},
    **{'lp_pool%dd' % n: spatial(n, 'kernel_size', 'stride') for n in (1, 2)},
    **{'max_unpool%dd' % n: spatial(n, 'kernel_size', 'stride', 'padding') for n in (1, 2, 3)},
    **{'adaptive_%s_pool%dd' % (kind, n): adaptive(n) for kind in ('avg', 'max') for n in (1, 2, 3)},
    'unfold': spatial(2, 'kernel_size', 'dilation', 'padding', 'stride'),
    'fold': spatial(2, 'output_size', 'kernel_size', 'dilation', 'padding', 'stride'),
    'flatten': axes('start_dim', 'end_dim'), 'tensor_unfold': axes('dimension'), 'diagonal': axes('dim1', 'dim2'),
    'permute': axes('dims'), 'unsqueeze': one_behind, 'stack': stacked, 'cat': joined, 'layer_norm': listed('normalized_shape'),
    'rms_norm': listed('normalized_shape'), 'reshape': listed('shape'), 'expand': listed('size'), 'repeat': listed('repeats'),
    'tile': listed('dims'), 'roll': listed('shifts'),
}
ROLLED = axes('dim')


def tidy(name, bound):
    """Normalise the arguments of a canonical operation, in place."""
    apply = TIDY.get(name)
    if apply is not None:
        first = bound.get('input')
        if first is None:
            first = bound.get('tensor')
        apply(bound, len(first.shape) if hasattr(first, 'shape') else 0)
    if name in ('roll', 'flip'):
        key = 'dims'
        dims = bound[key]
        if dims is not None:
            dims = dims if isinstance(dims, (list, tuple)) else (dims,)
            bound[key] = tuple(from_front(d, len(bound['input'].shape)) for d in dims)
