"""Convolutions."""
import math

from .. import functional as F
from .linear import whole
from .module import Module
from .utils import _ntuple, _reverse_repeat_tuple
from .weights import fan_in_bound, uniform


class _ConvNd(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding, groups, bias,
                 padding_mode, device=None, dtype=None):
        super().__init__()
        check(in_channels, out_channels, groups, padding, padding_mode, stride)
        self.in_channels, self.out_channels, self.kernel_size, self.stride = in_channels, out_channels, kernel_size, stride
        self.padding, self.dilation, self.transposed, self.output_padding = padding, dilation, transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = doubled(padding, kernel_size, dilation)
        lead = (in_channels, out_channels // groups) if transposed else (out_channels, in_channels // groups)
        shape = tuple(whole(extent, at) for at, extent in enumerate((*lead, *kernel_size)))
        bound = fan_in_bound(math.prod(shape[1:]))
        self.weight = uniform(shape, bound, dtype)
        self.register_parameter('bias', uniform((int(out_channels),), bound, dtype) if bias else None)

    def reset_parameters(self):
        from ..init import uniform_
        bound = fan_in_bound(math.prod(self.weight._shape[1:]))
        uniform_(self.weight, -bound, bound)
        if self.bias is not None:
            uniform_(self.bias, -bound, bound)

    def extra_repr(self):
        return '%s, %s, kernel_size=%s, stride=%s' % (self.in_channels, self.out_channels, self.kernel_size, self.stride)


def check(in_channels, out_channels, groups, padding, padding_mode, stride):
    if groups <= 0:
        raise ValueError('groups must be a positive integer')
    if in_channels % groups:
        raise ValueError('in_channels must be divisible by groups')
    if out_channels % groups:
        raise ValueError('out_channels must be divisible by groups')
    if isinstance(padding, str):
        if padding not in ('same', 'valid'):
            raise ValueError("Invalid padding string %r, should be one of {'valid', 'same'}" % padding)
        if padding == 'same' and any(s != 1 for s in stride):
            raise ValueError("padding='same' is not supported for strided convolutions")
    if padding_mode not in ('zeros', 'reflect', 'replicate', 'circular'):
        raise ValueError("padding_mode must be one of {'zeros', 'reflect', 'replicate', 'circular'}, but got padding_mode='%s'" % padding_mode)


def doubled(padding, kernel_size, dilation):
    """The padding as `F.pad` takes it."""
    if not isinstance(padding, str):
        return list(_reverse_repeat_tuple(padding, 2))
    told = [0, 0] * len(kernel_size)
    if padding == 'same':
        for at, (d, k) in enumerate(zip(dilation, kernel_size)):
            total = d * (k - 1)
            place = 2 * (len(kernel_size) - 1 - at)
            told[place], told[place + 1] = total // 2, total - total // 2
    return told


def plain(n):
    """The convolution over `n` axes."""
    pair = _ntuple(n)
    function = 'conv%dd' % n

    class Conv(_ConvNd):
        def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                     padding_mode='zeros', device=None, dtype=None):
            super().__init__(in_channels, out_channels, pair(kernel_size), pair(stride), padding if isinstance(padding, str) else pair(padding),
                             pair(dilation), False, pair(0), groups, bias, padding_mode, device, dtype)

        def _conv_forward(self, input, weight, bias):
            if self.padding_mode != 'zeros':
                padded = F.pad(input, self._reversed_padding_repeated_twice, mode=self.padding_mode)
                return getattr(F, function)(padded, weight, bias, self.stride, pair(0), self.dilation, self.groups)
            return getattr(F, function)(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)

        def forward(self, input):
            return self._conv_forward(input, self.weight, self.bias)

    return named(Conv, 'Conv%dd' % n)


class _ConvTransposeNd(_ConvNd):
    def _output_padding(self, input, output_size, stride, padding, kernel_size, num_spatial_dims, dilation=None):
        if output_size is None:
            return _ntuple(num_spatial_dims)(self.output_padding)
        n = num_spatial_dims
        size = list(output_size)[-n:]
        dilation = dilation or (1,) * n
        least = [(input._shape[-n + d] - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel_size[d] - 1) + 1 for d in range(n)]
        for want, low, step in zip(size, least, stride):
            if not low <= want <= low + step - 1:
                raise ValueError('requested an output size of %s, but valid sizes range from %s to %s (for an input of %s)' % (
                    size, least, [a + s - 1 for a, s in zip(least, stride)], list(input._shape[-n:])))
        return tuple(want - low for want, low in zip(size, least))


def transposed(n):
    pair = _ntuple(n)
    function = 'conv_transpose%dd' % n

    class ConvTranspose(_ConvTransposeNd):
        def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
                     padding_mode='zeros', device=None, dtype=None):
            if padding_mode != 'zeros':
                raise ValueError('Only "zeros" padding mode is supported for ' + type(self).__name__)
            super().__init__(in_channels, out_channels, pair(kernel_size), pair(stride), pair(padding), pair(dilation), True,
                             pair(output_padding), groups, bias, padding_mode, device, dtype)

        def forward(self, input, output_size=None):
            extra = self._output_padding(input, output_size, self.stride, self.padding, self.kernel_size, n, self.dilation)
            return getattr(F, function)(input, self.weight, self.bias, self.stride, self.padding, extra, self.groups, self.dilation)

    return named(ConvTranspose, 'ConvTranspose%dd' % n)


_ConvTransposeMixin = _ConvTransposeNd


def named(kind, name):
    kind.__name__ = kind.__qualname__ = name
    kind.__init__.__qualname__ = name + '.__init__'
    return kind


Conv1d, Conv2d, Conv3d = map(plain, (1, 2, 3))
ConvTranspose1d, ConvTranspose2d, ConvTranspose3d = map(transposed, (1, 2, 3))
