"""MnasNet (Tan 2019), the B1 of the paper."""
from torch import nn

from .utilities import _make_divisible
from .weights import builder

__all__ = ['MNASNet', 'mnasnet0_5', 'mnasnet0_75', 'mnasnet1_0', 'mnasnet1_3']

# The share of a new batch in the running statistics, of TensorFlow's moving average of 0.9997.
MOMENTUM = 1 - 0.9997
WIDTHS = (32, 16, 24, 40, 80, 96, 192, 320)
# Kernel, stride, expansion, blocks.
STACKS = ((3, 2, 3, 3), (5, 2, 3, 3), (5, 2, 6, 3), (3, 1, 6, 2), (5, 2, 6, 4), (3, 1, 6, 1))


def normed(before, after, kernel=1, stride=1, groups=1, is_active=True):
    layers = [nn.Conv2d(before, after, kernel, stride=stride, padding=kernel // 2, groups=groups, bias=False),
              nn.BatchNorm2d(after, momentum=MOMENTUM)]
    return [*layers, nn.ReLU(inplace=True)] if is_active else layers


class _InvertedResidual(nn.Module):
    def __init__(self, in_ch, out_ch, kernel_size, stride, expansion_factor, bn_momentum=MOMENTUM):
        super().__init__()
        if stride not in (1, 2):
            raise ValueError('stride should be 1 or 2 instead of %s' % stride)
        if kernel_size not in (3, 5):
            raise ValueError('kernel_size should be 3 or 5 instead of %s' % kernel_size)
        wide = in_ch * expansion_factor
        self.apply_residual = in_ch == out_ch and stride == 1
        self.layers = nn.Sequential(
            *normed(in_ch, wide), *normed(wide, wide, kernel_size, stride, groups=wide), *normed(wide, out_ch, is_active=False))

    def forward(self, input):
        return self.layers(input) + input if self.apply_residual else self.layers(input)


def stack(before, after, kernel, stride, expansion, count):
    blocks = [_InvertedResidual(before if at == 0 else after, after, kernel, stride if at == 0 else 1, expansion) for at in range(count)]
    return nn.Sequential(*blocks)


class MNASNet(nn.Module):
    _version = 2

    def __init__(self, alpha, num_classes=1000, dropout=0.2):
        super().__init__()
        if alpha <= 0.0:
            raise ValueError('alpha should be greater than 0.0 instead of %s' % alpha)
        self.alpha, self.num_classes = alpha, num_classes
        first, second, *widths = [_make_divisible(width * alpha, 8) for width in WIDTHS]
        stacks = [stack(before, after, *row) for before, after, row in zip([second, *widths], widths, STACKS)]
        self.layers = nn.Sequential(
            *normed(3, first, 3, 2), *normed(first, first, 3, groups=first), *normed(first, second, is_active=False), *stacks,
            *normed(widths[-1], 1280))
        self.classifier = nn.Sequential(nn.Dropout(p=dropout, inplace=True), nn.Linear(1280, num_classes))
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode='fan_out', nonlinearity='relu')
            elif isinstance(module, nn.Linear):
                nn.init.kaiming_uniform_(module.weight, mode='fan_out', nonlinearity='sigmoid')
                nn.init.zeros_(module.bias)

    def forward(self, x):
        return self.classifier(self.layers(x).mean([2, 3]))


mnasnet0_5 = builder('mnasnet0_5', MNASNet, alpha=0.5)
mnasnet0_75 = builder('mnasnet0_75', MNASNet, alpha=0.75)
mnasnet1_0 = builder('mnasnet1_0', MNASNet, alpha=1.0)
mnasnet1_3 = builder('mnasnet1_3', MNASNet, alpha=1.3)
