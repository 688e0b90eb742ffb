"""Padding, upsampling, unflattening, unpooling, PReLU, distances."""
from .. import functional as F
from .module import Module
from .utils import _ntuple
from .weights import constant


def padding(n, mode, default=None):
    pair = _ntuple(2 * n)

    class Pad(Module):
        def __init__(self, padding, value=default):
            super().__init__()
            self.padding, self.value = pair(padding), value

        def forward(self, input):
            if mode == 'constant':
                return F.pad(input, self.padding, 'constant', self.value)
            return F.pad(input, self.padding, mode)

        def extra_repr(self):
            return str(self.padding)
    return Pad


def named(kind, name):
    kind.__name__ = kind.__qualname__ = name
    return kind


PADS = {}
for axes in (1, 2, 3):
    for title, how, fill in (('Constant', 'constant', None), ('Zero', 'constant', 0), ('Reflection', 'reflect', None),
                             ('Replication', 'replicate', None), ('Circular', 'circular', None)):
        PADS['%sPad%dd' % (title, axes)] = named(padding(axes, how, fill), '%sPad%dd' % (title, axes))
globals().update(PADS)


class Upsample(Module):
    def __init__(self, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None):
        super().__init__()
        self.size = size
        self.scale_factor = tuple(map(float, scale_factor)) if isinstance(scale_factor, tuple) else (
            float(scale_factor) if scale_factor else None)
        self.mode, self.align_corners, self.recompute_scale_factor = mode, align_corners, recompute_scale_factor

    def forward(self, input):
        return F.interpolate(input, self.size, self.scale_factor, self.mode, self.align_corners,
                             recompute_scale_factor=self.recompute_scale_factor)


class UpsamplingNearest2d(Upsample):
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, 'nearest')


class UpsamplingBilinear2d(Upsample):
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, 'bilinear', True)


class Unflatten(Module):
    def __init__(self, dim, unflattened_size):
        super().__init__()
        self.dim, self.unflattened_size = dim, unflattened_size

    def forward(self, input):
        return input.unflatten(self.dim, self.unflattened_size)


class PReLU(Module):
    def __init__(self, num_parameters=1, init=0.25, device=None, dtype=None):
        super().__init__()
        self.num_parameters, self.init = num_parameters, init
        self.weight = constant((num_parameters,), init, dtype)

    def forward(self, input):
        return F.prelu(input, self.weight)


class CosineSimilarity(Module):
    def __init__(self, dim=1, eps=1e-08):
        super().__init__()
        self.dim, self.eps = dim, eps

    def forward(self, x1, x2):
        return F.cosine_similarity(x1, x2, self.dim, self.eps)


class PairwiseDistance(Module):
    def __init__(self, p=2.0, eps=1e-06, keepdim=False):
        super().__init__()
        self.norm, self.eps, self.keepdim = p, eps, keepdim

    def forward(self, x1, x2):
        return F.pairwise_distance(x1, x2, self.norm, self.eps, self.keepdim)


def unpooling(n):
    pair = _ntuple(n)

    class MaxUnpool(Module):
        def __init__(self, kernel_size, stride=None, padding=0):
            super().__init__()
            self.kernel_size, self.stride, self.padding = pair(kernel_size), pair(kernel_size if stride is None else stride), pair(padding)

        def forward(self, input, indices, output_size=None):
            return getattr(F, 'max_unpool%dd' % n)(input, indices, self.kernel_size, self.stride, self.padding, output_size)
    return named(MaxUnpool, 'MaxUnpool%dd' % n)


MaxUnpool1d, MaxUnpool2d, MaxUnpool3d = map(unpooling, (1, 2, 3))
