"""Patterns as layers."""
from torch import nn

from .. import operations


class Rearrange(nn.Module):
    def __init__(self, pattern, **axes_lengths):
        super().__init__()
        self.pattern, self.axes_lengths = pattern, axes_lengths

    def forward(self, input):
        return operations.rearrange(one(input), self.pattern, **self.axes_lengths)


class Reduce(nn.Module):
    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__()
        self.pattern, self.reduction, self.axes_lengths = pattern, reduction, axes_lengths

    def forward(self, input):
        return operations.reduce(one(input), self.pattern, self.reduction, **self.axes_lengths)


def one(input):
    """Layers take a tensor, and no list of them as the functions do."""
    if not hasattr(input, 'ndim'):
        raise AttributeError("'%s' object has no attribute 'ndim'" % type(input).__name__)
    return input
