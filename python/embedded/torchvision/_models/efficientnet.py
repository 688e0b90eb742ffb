"""EfficientNet (Tan and Le 2019) and EfficientNetV2 (2021)."""
import math
from functools import partial

import torch
from torch import nn

from .._ops.misc import Conv2dNormActivation, SqueezeExcitation
from .._ops.stochastic_depth import StochasticDepth
from .utilities import _make_divisible
from .weights import builder

__all__ = ['EfficientNet', *('efficientnet_b%d' % size for size in range(8)), 'efficientnet_v2_s', 'efficientnet_v2_m', 'efficientnet_v2_l']


class _MBConvConfig:
    """One row of a table: a stage of equal blocks."""

    def __init__(self, expand_ratio, kernel, stride, input_channels, out_channels, num_layers, block):
        self.expand_ratio, self.kernel, self.stride, self.block = expand_ratio, kernel, stride, block
        self.input_channels, self.out_channels, self.num_layers = input_channels, out_channels, num_layers

    @staticmethod
    def adjust_channels(channels, width_mult, min_value=None):
        return _make_divisible(channels * width_mult, 8, min_value)


class MBConvConfig(_MBConvConfig):
    def __init__(self, expand_ratio, kernel, stride, input_channels, out_channels, num_layers, width_mult=1.0, depth_mult=1.0, block=None):
        super().__init__(expand_ratio, kernel, stride, self.adjust_channels(input_channels, width_mult),
                         self.adjust_channels(out_channels, width_mult), self.adjust_depth(num_layers, depth_mult), block or MBConv)

    @staticmethod
    def adjust_depth(num_layers, depth_mult):
        return int(math.ceil(num_layers * depth_mult))


class FusedMBConvConfig(_MBConvConfig):
    def __init__(self, expand_ratio, kernel, stride, input_channels, out_channels, num_layers, block=None):
        super().__init__(expand_ratio, kernel, stride, input_channels, out_channels, num_layers, block or FusedMBConv)


class _Residual(nn.Module):
    """A block with a shortcut where its shape stays, and its branch left out at random."""

    def __init__(self, cnf, stochastic_depth_prob, layers):
        super().__init__()
        if cnf.stride not in (1, 2):
            raise ValueError('illegal stride value')
        self.use_res_connect = cnf.stride == 1 and cnf.input_channels == cnf.out_channels
        self.block = nn.Sequential(*layers)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, 'row')
        self.out_channels = cnf.out_channels

    def forward(self, input):
        result = self.block(input)
        if self.use_res_connect:
            result = self.stochastic_depth(result)
            result += input
        return result


class MBConv(_Residual):
    def __init__(self, cnf, stochastic_depth_prob, norm_layer, se_layer=SqueezeExcitation):
        wide = cnf.adjust_channels(cnf.input_channels, cnf.expand_ratio)
        block = partial(Conv2dNormActivation, norm_layer=norm_layer, activation_layer=nn.SiLU)
        layers = [] if wide == cnf.input_channels else [block(cnf.input_channels, wide, kernel_size=1)]
        layers += [block(wide, wide, kernel_size=cnf.kernel, stride=cnf.stride, groups=wide),
                   se_layer(wide, max(1, cnf.input_channels // 4), activation=partial(nn.SiLU, inplace=True)),
                   block(wide, cnf.out_channels, kernel_size=1, activation_layer=None)]
        super().__init__(cnf, stochastic_depth_prob, layers)


class FusedMBConv(_Residual):
    def __init__(self, cnf, stochastic_depth_prob, norm_layer):
        wide = cnf.adjust_channels(cnf.input_channels, cnf.expand_ratio)
        block = partial(Conv2dNormActivation, norm_layer=norm_layer, activation_layer=nn.SiLU)
        is_narrow = wide == cnf.input_channels
        layers = [block(cnf.input_channels, cnf.out_channels if is_narrow else wide, kernel_size=cnf.kernel, stride=cnf.stride)]
        if not is_narrow:
            layers.append(block(wide, cnf.out_channels, kernel_size=1, activation_layer=None))
        super().__init__(cnf, stochastic_depth_prob, layers)


class EfficientNet(nn.Module):
    def __init__(self, inverted_residual_setting, dropout, stochastic_depth_prob=0.2, num_classes=1000, norm_layer=None, last_channel=None):
        super().__init__()
        if not inverted_residual_setting:
            raise ValueError('The inverted_residual_setting should not be empty')
        norm_layer = norm_layer or nn.BatchNorm2d
        last = inverted_residual_setting[-1].out_channels
        width = last_channel or 4 * last
        outer = partial(Conv2dNormActivation, norm_layer=norm_layer, activation_layer=nn.SiLU)
        self.features = nn.Sequential(
            outer(3, inverted_residual_setting[0].input_channels, kernel_size=3, stride=2),
            *stages(inverted_residual_setting, stochastic_depth_prob, norm_layer), outer(last, width, kernel_size=1))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Dropout(p=dropout, inplace=True), nn.Linear(width, num_classes))
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode='fan_out')
            elif isinstance(module, nn.Linear):
                bound = 1.0 / math.sqrt(module.out_features)
                nn.init.uniform_(module.weight, -bound, bound)
            if isinstance(module, (nn.Conv2d, nn.Linear)) and module.bias is not None:
                nn.init.zeros_(module.bias)

    def _forward_impl(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))

    def forward(self, x):
        return self._forward_impl(x)


def stages(rows, stochastic_depth_prob, norm_layer):
    """A sequence of blocks for each row; branches are left out more often the deeper they lie."""
    total, made = sum(row.num_layers for row in rows), 0
    for row in rows:
        blocks = []
        for at in range(row.num_layers):
            row_of_block = row if at == 0 else _MBConvConfig(row.expand_ratio, row.kernel, 1, row.out_channels, row.out_channels, 1, row.block)
            blocks.append(row.block(row_of_block, stochastic_depth_prob * made / total, norm_layer))
            made += 1
        yield nn.Sequential(*blocks)


# Expansion, kernel, stride, width before, width, blocks; the first `fused` rows of version 2 are FusedMBConv.
FIRST = ((1, 3, 1, 32, 16, 1), (6, 3, 2, 16, 24, 2), (6, 5, 2, 24, 40, 2), (6, 3, 2, 40, 80, 3), (6, 5, 1, 80, 112, 3), (6, 5, 2, 112, 192, 4),
         (6, 3, 1, 192, 320, 1))
SECOND = {
    'efficientnet_v2_s': ((1, 3, 1, 24, 24, 2), (4, 3, 2, 24, 48, 4), (4, 3, 2, 48, 64, 4), (4, 3, 2, 64, 128, 6), (6, 3, 1, 128, 160, 9),
                          (6, 3, 2, 160, 256, 15)),
    'efficientnet_v2_m': ((1, 3, 1, 24, 24, 3), (4, 3, 2, 24, 48, 5), (4, 3, 2, 48, 80, 5), (4, 3, 2, 80, 160, 7), (6, 3, 1, 160, 176, 14),
                          (6, 3, 2, 176, 304, 18), (6, 3, 1, 304, 512, 5)),
    'efficientnet_v2_l': ((1, 3, 1, 32, 32, 4), (4, 3, 2, 32, 64, 7), (4, 3, 2, 64, 96, 7), (4, 3, 2, 96, 192, 10), (6, 3, 1, 192, 224, 19),
                          (6, 3, 2, 224, 384, 25), (6, 3, 1, 384, 640, 7))}


def _efficientnet_conf(arch, width_mult=1.0, depth_mult=1.0):
    """The rows of a size, and the width before its classifier (None: four times the last)."""
    if arch in SECOND:
        return [(FusedMBConvConfig if at < 3 else MBConvConfig)(*row) for at, row in enumerate(SECOND[arch])], 1280
    if not arch.startswith('efficientnet_b'):
        raise ValueError('Unsupported model type %s' % arch)
    return [MBConvConfig(*row, width_mult=width_mult, depth_mult=depth_mult) for row in FIRST], None


def sized(arch, width_mult=1.0, depth_mult=1.0, **kwargs):
    rows, last = _efficientnet_conf(arch, width_mult, depth_mult)
    return EfficientNet(rows, last_channel=kwargs.pop('last_channel', last), **kwargs)


SIZES = ((1.0, 1.0, 0.2), (1.0, 1.1, 0.2), (1.1, 1.2, 0.3), (1.2, 1.4, 0.3), (1.4, 1.8, 0.4), (1.6, 2.2, 0.4), (1.8, 2.6, 0.5), (2.0, 3.1, 0.5))
for _size, (_width, _depth, _dropout) in enumerate(SIZES):
    _norm = {'norm_layer': partial(nn.BatchNorm2d, eps=0.001, momentum=0.01)} if _size > 4 else {}
    _name = 'efficientnet_b%d' % _size
    globals()[_name] = builder(_name, sized, arch=_name, width_mult=_width, depth_mult=_depth, dropout=_dropout, **_norm)
for _name, _dropout in (('efficientnet_v2_s', 0.2), ('efficientnet_v2_m', 0.3), ('efficientnet_v2_l', 0.4)):
    globals()[_name] = builder(_name, sized, arch=_name, dropout=_dropout, norm_layer=partial(nn.BatchNorm2d, eps=0.001))
