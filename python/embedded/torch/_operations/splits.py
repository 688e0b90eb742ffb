"""One tensor into several."""
from .common import Several, broadcast, shape_of


@shape_of('split')
def split(bound):
    tensor, sizes, dim = bound['tensor'], bound['split_size_or_sections'], bound['dim']
    extent = tensor._shape[dim]
    if sum(sizes) != extent:
        raise RuntimeError(
            'split_with_sizes expects split_sizes to sum exactly to %d (input tensor\'s size at dimension %d), but got split_sizes=%s'
            % (extent, dim, sizes))
    return [((*tensor._shape[:dim], size, *tensor._shape[dim + 1:]), tensor._dtype) for size in sizes]


@shape_of('unbind')
def unbind(bound):
    tensor, dim = bound['input'], bound['dim']
    rest = (*tensor._shape[:dim], *tensor._shape[dim + 1:])
    return [(rest, tensor._dtype)] * tensor._shape[dim]


@shape_of('meshgrid')
def meshgrid(bound):
    tensors = list(bound['tensors'][0] if len(bound['tensors']) == 1 and isinstance(bound['tensors'][0], (list, tuple)) else bound['tensors'])
    bound['tensors'] = tensors
    extents = [tensor.numel() for tensor in tensors]
    if bound['indexing'] == 'xy' and len(extents) > 1:
        extents[0], extents[1] = extents[1], extents[0]
    return [(tuple(extents), tensor._dtype) for tensor in tensors]


@shape_of('broadcast_tensors')
def broadcast_tensors(bound):
    whole = broadcast(*bound['tensors'])
    return [(whole, tensor._dtype) for tensor in bound['tensors']]


@shape_of('var_mean', 'std_mean')
def spread_and_mean(bound):
    from .common import reduced
    first = bound['input']
    out = reduced(first._shape, bound['dim'], bound['keepdim']), first._dtype
    return Several([out, out])


