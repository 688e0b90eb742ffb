"""ConvNeXt (Liu 2022)."""
from functools import partial

import torch
import torch.nn.functional as F
from torch import nn

from .._ops.misc import Conv2dNormActivation, Permute
from .._ops.stochastic_depth import StochasticDepth
from .utilities import draw_narrow
from .weights import builder

__all__ = ['ConvNeXt', 'convnext_tiny', 'convnext_small', 'convnext_base', 'convnext_large']


class LayerNorm2d(nn.LayerNorm):
    """Normalises the channels at each place of a picture."""

    def forward(self, x):
        last = F.layer_norm(x.permute(0, 2, 3, 1), self.normalized_shape, self.weight, self.bias, self.eps)
        return last.permute(0, 3, 1, 2)


class CNBlock(nn.Module):
    def __init__(self, dim, layer_scale, stochastic_depth_prob, norm_layer=None):
        super().__init__()
        norm_layer = norm_layer or partial(nn.LayerNorm, eps=1e-6)
        self.block = nn.Sequential(
            nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim, bias=True), Permute([0, 2, 3, 1]), norm_layer(dim),
            nn.Linear(dim, 4 * dim, bias=True), nn.GELU(), nn.Linear(4 * dim, dim, bias=True), Permute([0, 3, 1, 2]))
        self.layer_scale = nn.Parameter(torch.ones(dim, 1, 1) * layer_scale)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, 'row')

    def forward(self, input):
        result = self.stochastic_depth(self.layer_scale * self.block(input))
        result += input
        return result


class CNBlockConfig:
    """One stage; `out_channels` None for the last, behind which no picture is halved."""

    def __init__(self, input_channels, out_channels, num_layers):
        self.input_channels, self.out_channels, self.num_layers = input_channels, out_channels, num_layers


class ConvNeXt(nn.Module):
    def __init__(self, block_setting, stochastic_depth_prob=0.0, layer_scale=1e-6, num_classes=1000, block=None, norm_layer=None, **kwargs):
        super().__init__()
        if not block_setting:
            raise ValueError('The block_setting should not be empty')
        block, norm_layer = block or CNBlock, norm_layer or partial(LayerNorm2d, eps=1e-6)
        layers = [Conv2dNormActivation(3, block_setting[0].input_channels, kernel_size=4, stride=4, padding=0, norm_layer=norm_layer,
                                       activation_layer=None, bias=True)]
        deepest, made = sum(stage.num_layers for stage in block_setting) - 1.0, 0
        for stage in block_setting:
            blocks = []
            for _ in range(stage.num_layers):
                blocks.append(block(stage.input_channels, layer_scale, stochastic_depth_prob * made / deepest))
                made += 1
            layers.append(nn.Sequential(*blocks))
            if stage.out_channels is not None:
                halved = nn.Conv2d(stage.input_channels, stage.out_channels, kernel_size=2, stride=2)
                layers.append(nn.Sequential(norm_layer(stage.input_channels), halved))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        width = block_setting[-1].out_channels or block_setting[-1].input_channels
        self.classifier = nn.Sequential(norm_layer(width), nn.Flatten(1), nn.Linear(width, num_classes))
        draw_narrow(self, (nn.Conv2d, nn.Linear))

    def _forward_impl(self, x):
        return self.classifier(self.avgpool(self.features(x)))

    def forward(self, x):
        return self._forward_impl(x)


def sized(widths, depths, **kwargs):
    return ConvNeXt([CNBlockConfig(*stage) for stage in zip(widths, (*widths[1:], None), depths)], **kwargs)


convnext_tiny = builder('convnext_tiny', sized, widths=(96, 192, 384, 768), depths=(3, 3, 9, 3), stochastic_depth_prob=0.1)
convnext_small = builder('convnext_small', sized, widths=(96, 192, 384, 768), depths=(3, 3, 27, 3), stochastic_depth_prob=0.4)
convnext_base = builder('convnext_base', sized, widths=(128, 256, 512, 1024), depths=(3, 3, 27, 3), stochastic_depth_prob=0.5)
convnext_large = builder('convnext_large', sized, widths=(192, 384, 768, 1536), depths=(3, 3, 27, 3), stochastic_depth_prob=0.5)
