"""Padding, interpolation, unfolding, shuffles, sampling."""
import math

from .common import shape_of


@shape_of('interpolate')
def interpolate(bound):
    first, size, scale = bound['input'], bound['size'], bound['scale_factor']
    n = len(first._shape) - 2
    ranks = {'nearest': (1, 2, 3), 'area': (1, 2, 3), 'nearest-exact': (1, 2, 3), 'linear': (1,), 'bilinear': (2,), 'bicubic': (2,),
             'trilinear': (3,)}.get(bound['mode'])
    if ranks is None or n not in ranks:
        raise NotImplementedError(
            'Got %dD input, but %s mode needs %dD input' % (len(first._shape), bound['mode'], ranks[0] + 2) if ranks is not None and n in (1, 2, 3) else
            'Input Error: Only 3D, 4D and 5D input Tensors supported (got %dD) for the modes: nearest | linear | bilinear | bicubic | trilinear '
            '| area | nearest-exact (got %s)' % (len(first._shape), bound['mode']))
    if (size is None) == (scale is None):
        raise ValueError('only one of size or scale_factor should be defined' if size is not None
                         else 'either size or scale_factor should be defined')
    if size is not None:
        if len(size) != n:
            raise ValueError('Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of %s and '
                             'output size of %s. Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format.'
                             % (list(first._shape[2:]), tuple(size)))
        out = size
    else:
        out = tuple(math.floor(e * s) for e, s in zip(first._shape[2:], scale))
    if out and min(out) <= 0:
        raise RuntimeError('Input and output sizes should be greater than 0, but got input (H: %s) output (H: %s)'
                           % (first._shape[2:], out))
    return (*first._shape[:2], *out), first._dtype


@shape_of('pad')
def pad(bound):
    first, amounts = bound['input'], bound['pad']
    extents = list(first._shape)
    if len(amounts) % 2 or len(amounts) // 2 > len(extents):
        raise RuntimeError('Padding length should be less than or equal to two times the input dimension but got padding length %d and input '
                           'of dimension %d' % (len(amounts), len(extents)))
    for at in range(len(amounts) // 2):
        dim = len(extents) - 1 - at
        before, after = amounts[2 * at], amounts[2 * at + 1]
        if bound['mode'] == 'reflect' and max(before, after) >= extents[dim]:
            raise RuntimeError(
                'Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (%d, %d) at dimension %d of input %s'
                % (before, after, dim, list(first._shape)))
        extents[dim] += before + after
        if extents[dim] < 0:
            raise RuntimeError('The input size %d, plus negative padding %d and %d, resulted in a negative output size, which is invalid.'
                               % (first._shape[dim], before, after))
    return tuple(extents), first._dtype


@shape_of('unfold')
def unfold(bound):
    first = bound['input']
    extents = first._shape
    blocks = [(e + 2 * p - d * (k - 1) - 1) // s + 1 for e, p, d, k, s in zip(
        extents[-2:], bound['padding'], bound['dilation'], bound['kernel_size'], bound['stride'])]
    if min(blocks) <= 0:
        raise RuntimeError(
            'Given input with spatial size (%d, %d), kernel_size=%s, dilation=%s, padding=%s, calculated shape of the array of sliding '
            'blocks as (%d, %d), but its components must be at least one.' % (*extents[-2:], bound['kernel_size'], bound['dilation'],
                                                                             bound['padding'], *blocks))
    return (*extents[:-3], extents[-3] * math.prod(bound['kernel_size']), math.prod(blocks)), first._dtype


@shape_of('fold')
def fold(bound):
    first = bound['input']
    kernel = math.prod(bound['kernel_size'])
    if first._shape[-2] % kernel:
        raise RuntimeError('Expected size of input\'s dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=%d '
                           'and kernel_size=%s.' % (first._shape[-2], bound['kernel_size']))
    return (*first._shape[:-2], first._shape[-2] // kernel, *bound['output_size']), first._dtype


@shape_of('pixel_shuffle')
def pixel_shuffle(bound):
    first, r = bound['input'], bound['upscale_factor']
    *lead, c, h, w = first._shape
    if c % (r * r):
        raise RuntimeError('pixel_shuffle expects its input\'s \'channel\' dimension to be divisible by the square of upscale_factor, but '
                           'input.size(-3)=%d is not divisible by %d' % (c, r * r))
    return (*lead, c // (r * r), h * r, w * r), first._dtype


@shape_of('pixel_unshuffle')
def pixel_unshuffle(bound):
    first, r = bound['input'], bound['downscale_factor']
    *lead, c, h, w = first._shape
    if h % r or w % r:
        side, extent = ('height', h) if h % r else ('width', w)
        raise RuntimeError('pixel_unshuffle expects %s to be divisible by downscale_factor, but input.size(%d)=%d is not divisible by %d'
                           % (side, -2 if h % r else -1, extent, r))
    return (*lead, c * r * r, h // r, w // r), first._dtype


@shape_of('channel_shuffle')
def channel_shuffle(bound):
    first, groups = bound['input'], bound['groups']
    if first._shape[1] % groups:
        raise RuntimeError('Number of channels must be divisible by groups. Got %d channels and %d groups.' % (first._shape[1], groups))
    return first._shape, first._dtype


@shape_of('grid_sample')
def grid_sample(bound):
    first, grid = bound['input'], bound['grid']
    return (*first._shape[:2], *grid._shape[1:-1]), first._dtype


@shape_of('affine_grid')
def affine_grid(bound):
    size = tuple(bound['size'])
    return (size[0], *size[2:], len(size) - 2), bound['theta']._dtype


@shape_of('roi_align')
def roi_align(bound):
    first, out, boxes = bound['input'], bound['output_size'], bound['boxes']
    rows = sum(b._shape[0] for b in boxes) if isinstance(boxes, (list, tuple)) else boxes._shape[0]
    return (rows, first._shape[1], *(out if isinstance(out, (list, tuple)) else (out, out))), first._dtype
