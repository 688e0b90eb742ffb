"""Pools, adaptive pools, unpooling."""
from .common import Several, int64, shape_of
from .convolution import batched


def pooled(bound, extents, first, n):
    kernel, stride = bound['kernel_size'], bound['stride']
    padding = bound.get('padding', (0,) * n)
    dilation = bound.get('dilation', (1,) * n)
    out = []
    for e, k, s, p, d in zip(extents[-n:], kernel, stride, padding, dilation):
        if p > k // 2:
            raise RuntimeError('pad should be at most half of effective kernel size, but got pad=%d, kernel_size=%d and dilation=%d' % (p, k, d))
        room = e + 2 * p - d * (k - 1) - 1
        size = (-(-room // s) if bound['ceil_mode'] else room // s) + 1
        if bound['ceil_mode'] and (size - 1) * s >= e + p:
            size -= 1
        out.append(size)
    if min(out) <= 0:
        given = extents[-n - 1:] if n > 1 else (extents[-2], 1, extents[-1])
        told = (extents[-n - 1], *out) if n > 1 else (extents[-2], 1, *out)
        raise RuntimeError('Given input size: (%s). Calculated output size: (%s). Output size is too small'
                           % ('x'.join(map(str, given)), 'x'.join(map(str, told))))
    return (*extents[:-n], *out)


def pool(kind, n):
    @shape_of('%s_pool%dd' % (kind, n))
    def shape(bound):
        first = bound['input']
        extents = batched(first, n, '%s_pool%dd' % (kind, n))
        out = pooled(bound, extents, first, n)
        if bound.get('return_indices'):
            return Several([(out, first._dtype), (out, int64)])
        return out, first._dtype
    return shape


def adaptive(kind, n):
    name = 'adaptive_%s_pool%dd' % (kind, n)

    @shape_of(name)
    def shape(bound):
        first = bound['input']
        extents = tuple(first._shape) if bound['output_size'] == (1,) * n and len(first._shape) >= n else batched(first, n, name)
        wanted = bound['output_size']
        out = (*extents[:-n], *wanted)
        if bound.get('return_indices'):
            return Several([(out, first._dtype), (out, int64)])
        return out, first._dtype
    return shape


def unpool(n):
    @shape_of('max_unpool%dd' % n)
    def shape(bound):
        first = bound['input']
        if bound['output_size'] is not None:
            out = tuple(bound['output_size'])[-n:]
        else:
            out = tuple((e - 1) * s - 2 * p + k for e, s, p, k in zip(
                first._shape[-n:], bound['stride'], bound['padding'], bound['kernel_size']))
        return (*first._shape[:-n], *out), first._dtype
    return shape


for rank in (1, 2, 3):
    pool('max', rank)
    pool('avg', rank)
    adaptive('avg', rank)
    adaptive('max', rank)
    unpool(rank)
for rank in (1, 2):
    pool('lp', rank)
