"""Feature pyramids (Lin 2017) and the levels that detectors add on top."""
from collections import OrderedDict

import torch.nn.functional as F
from torch import nn

from .misc import Conv2dNormActivation


class ExtraFPNBlock(nn.Module):
    """Base of what adds levels: (outputs, inputs, names) → (outputs, names)."""

    def forward(self, results, x, names):
        raise NotImplementedError


class FeaturePyramidNetwork(nn.Module):
    _version = 2

    def __init__(self, in_channels_list, out_channels, extra_blocks=None, norm_layer=None):
        super().__init__()
        if 0 in in_channels_list:
            raise ValueError('in_channels=0 is currently not supported')
        if extra_blocks is not None and not isinstance(extra_blocks, ExtraFPNBlock):
            raise TypeError('extra_blocks should be of type ExtraFPNBlock not %s' % type(extra_blocks))

        def level(width, kernel):
            return Conv2dNormActivation(width, out_channels, kernel_size=kernel, padding=kernel // 2, norm_layer=norm_layer, activation_layer=None)

        self.inner_blocks, self.layer_blocks = nn.ModuleList(), nn.ModuleList()
        for width in in_channels_list:
            self.inner_blocks.append(level(width, 1))
            self.layer_blocks.append(level(out_channels, 3))
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                drawn(module)
        self.extra_blocks = extra_blocks

    def forward(self, x):
        names, levels = list(x.keys()), list(x.values())
        top = self.inner_blocks[-1](levels[-1])
        results = [self.layer_blocks[-1](top)]
        for at in range(len(levels) - 2, -1, -1):
            lateral = self.inner_blocks[at](levels[at])
            top = lateral + F.interpolate(top, size=lateral.shape[-2:], mode='nearest')
            results.insert(0, self.layer_blocks[at](top))
        if self.extra_blocks is not None:
            results, names = self.extra_blocks(results, levels, names)
        return OrderedDict(zip(names, results))


class LastLevelMaxPool(ExtraFPNBlock):
    """Every second place of the last level."""

    def forward(self, x, y, names):
        names.append('pool')
        x.append(F.max_pool2d(x[-1], kernel_size=1, stride=2, padding=0))
        return x, names


class LastLevelP6P7(ExtraFPNBlock):
    """The two levels that RetinaNet (Lin 2017) adds."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.p6 = nn.Conv2d(in_channels, out_channels, 3, 2, 1)
        self.p7 = nn.Conv2d(out_channels, out_channels, 3, 2, 1)
        drawn(self.p6)
        drawn(self.p7)
        self.use_P5 = in_channels == out_channels

    def forward(self, p, c, names):
        sixth = self.p6(p[-1] if self.use_P5 else c[-1])
        p.extend([sixth, self.p7(F.relu(sixth))])
        names.extend(['p6', 'p7'])
        return p, names


def drawn(convolution):
    nn.init.kaiming_uniform_(convolution.weight, a=1)
    if convolution.bias is not None:
        nn.init.constant_(convolution.bias, 0)
