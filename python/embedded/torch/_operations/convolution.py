"""Convolutions and their transposes."""
from .common import shape_of


def batched(first, n, name):
    """Extents with the batch; raises where the rank does not fit."""
    if len(first._shape) not in (n + 1, n + 2):
        raise RuntimeError('Expected %dD (unbatched) or %dD (batched) input to %s, but got input of size: %s'
                           % (n + 1, n + 2, name, list(first._shape)))
    return tuple(first._shape)


def same_type(first, weight):
    if first._dtype is not weight._dtype:
        if first._dtype.category in ('int', 'bool'):
            raise RuntimeError('Input type (%s) and bias type (%s) should be the same' % (long_name(first), long_name(weight)))
        raise RuntimeError('Input type (%s) and weight type (%s) should be the same' % (long_name(first), long_name(weight)))


def long_name(tensor):
    return {'int64': 'long int', 'float32': 'float', 'float64': 'double', 'float16': 'c10::Half', 'bfloat16': 'c10::BFloat16',
            'int32': 'int', 'bool': 'bool', 'uint8': 'unsigned char'}.get(tensor._dtype.name, tensor._dtype.name)


def size_text(extents):
    return ' x '.join(map(str, extents))


def convolution(n):
    name = 'conv%dd' % n

    @shape_of(name)
    def shape(bound):
        first, weight, groups = bound['input'], bound['weight'], bound['groups']
        extents = batched(first, n, name)
        kernel, channels, wanted = tuple(weight._shape[2:]), extents[-n - 1], weight._shape[1] * groups
        if channels != wanted:
            raise RuntimeError(
                'Given groups=%d, weight of size %s, expected input%s to have %d channels, but got %d channels instead'
                % (groups, list(weight._shape), list(extents), wanted, channels))
        if weight._shape[0] < groups:
            raise RuntimeError('Given groups=%d, expected weight to be at least %d at dimension 0, but got weight of size %s instead'
                               % (groups, groups, list(weight._shape)))
        if weight._shape[0] % groups:
            raise RuntimeError('Given groups=%d, expected weight to be divisible by %d at dimension 0, but got weight of size [%s] instead'
                               % (groups, groups, list(weight._shape)))
        same_type(first, weight)
        out = convolved(bound, extents[-n:], kernel, first)
        return (*extents[:-n - 1], weight._shape[0], *out), first._dtype
    return shape


def convolved(bound, extents, kernel, first):
    stride, dilation = bound['stride'], bound['dilation']
    if bound['padding'] == 'same':
        if any(step != 1 for step in stride):
            raise RuntimeError('padding=\'same\' is not supported for strided convolutions')
        return extents
    padding = (0,) * len(kernel) if bound['padding'] == 'valid' else bound['padding']
    padded = [e + 2 * p for e, p in zip(extents, padding)]
    reach = [d * (k - 1) + 1 for d, k in zip(dilation, kernel)]
    if any(r > e for r, e in zip(reach, padded)):
        raise RuntimeError(
            'Calculated padded input size per channel: (%s). Kernel size: (%s). Kernel size can\'t be greater than actual input size'
            % (size_text(padded), size_text(reach)))
    return tuple((e - r) // s + 1 for e, r, s in zip(padded, reach, stride))


def transposed(n):
    name = 'conv_transpose%dd' % n

    @shape_of(name)
    def shape(bound):
        first, weight, groups = bound['input'], bound['weight'], bound['groups']
        extents = batched(first, n, name)
        channels = extents[-n - 1]
        if channels != weight._shape[0]:
            raise RuntimeError(
                'Given transposed=1, weight of size %s, expected input%s to have %d channels, but got %d channels instead'
                % (list(weight._shape), list(extents), weight._shape[0], channels))
        same_type(first, weight)
        out = tuple((e - 1) * s - 2 * p + d * (k - 1) + o + 1 for e, s, p, d, k, o in zip(
            extents[-n:], bound['stride'], bound['padding'], bound['dilation'], weight._shape[2:], bound['output_padding']))
        for o, s, d in zip(bound['output_padding'], bound['stride'], bound['dilation']):
            if o >= s and o >= d:
                raise RuntimeError('output padding must be smaller than either stride or dilation, but got output_padding_height: %d' % o)
        if min(out) <= 0:
            raise RuntimeError('Given input size per channel: (%s). Calculated output size per channel: (%s). Output size is too small'
                               % (size_text(extents[-n:]), size_text(out)))
        return (*extents[:-n - 1], weight._shape[1] * groups, *out), first._dtype
    return shape


for rank in (1, 2, 3):
    convolution(rank)
    transposed(rank)


@shape_of('deform_conv2d')
def deform_conv2d(bound):
    first, weight = bound['input'], bound['weight']
    bound.update({key: v if isinstance(v, (tuple, list)) else (v, v) for key, v in bound.items() if key in ('stride', 'padding', 'dilation')})
    out = convolved(bound, tuple(first._shape[-2:]), tuple(weight._shape[2:]), first)
    return (first._shape[0], weight._shape[0], *out), first._dtype
