"""Linear maps."""
import math

from .. import functional as F
from .module import Module
from .weights import fan_in_bound, uniform


class Identity(Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, input):
        return input


class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        shape = whole(out_features, 0), whole(in_features)
        bound = fan_in_bound(shape[1])
        self.weight = uniform(shape, bound, dtype)
        self.register_parameter('bias', uniform(shape[:1], bound, dtype) if bias else None)

    def reset_parameters(self):
        from ..init import uniform_
        bound = fan_in_bound(self.in_features)
        uniform_(self.weight, -bound, bound)
        if self.bias is not None:
            uniform_(self.bias, -bound, bound)

    def forward(self, input):
        return F.linear(input, self.weight, self.bias)

    def extra_repr(self):
        return 'in_features=%s, out_features=%s, bias=%s' % (self.in_features, self.out_features, self.bias is not None)


class NonDynamicallyQuantizableLinear(Linear):
    pass


class Bilinear(Module):
    def __init__(self, in1_features, in2_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in1_features, self.in2_features, self.out_features = in1_features, in2_features, out_features
        bound = 1 / math.sqrt(in1_features)
        self.weight = uniform((out_features, in1_features, in2_features), bound, dtype)
        self.register_parameter('bias', uniform((out_features,), bound, dtype) if bias else None)

    def forward(self, input1, input2):
        return F.bilinear(input1, input2, self.weight, self.bias)


def whole(extent, at=1):
    """torch's own text for a width that is no whole number; `at` counts from 1."""
    if isinstance(extent, float):
        raise TypeError('empty(): argument \'size\' (position 1) must be tuple of ints, but found element of type float at pos %d' % at)
    return int(extent)
