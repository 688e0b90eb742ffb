"""MobileNet v3 (Howard 2019)."""
from functools import partial

import torch
from torch import nn

from .._ops.misc import Conv2dNormActivation, SqueezeExcitation
from .utilities import _make_divisible, draw_mobile
from .weights import builder

__all__ = ['MobileNetV3', 'mobilenet_v3_large', 'mobilenet_v3_small']


class InvertedResidualConfig:
    """One row of the paper's tables 1 and 2, its widths times a multiplier."""

    def __init__(self, input_channels, kernel, expanded_channels, out_channels, use_se, activation, stride, dilation, width_mult):
        self.input_channels, self.expanded_channels, self.out_channels = (
            self.adjust_channels(width, width_mult) for width in (input_channels, expanded_channels, out_channels))
        self.kernel, self.use_se, self.use_hs, self.stride, self.dilation = kernel, use_se, activation == 'HS', stride, dilation

    @staticmethod
    def adjust_channels(channels, width_mult):
        return _make_divisible(channels * width_mult, 8)


class InvertedResidual(nn.Module):
    def __init__(self, cnf, norm_layer, se_layer=partial(SqueezeExcitation, scale_activation=nn.Hardsigmoid)):
        super().__init__()
        if cnf.stride not in (1, 2):
            raise ValueError('illegal stride value')
        wide = cnf.expanded_channels
        block = partial(Conv2dNormActivation, norm_layer=norm_layer)
        activation = nn.Hardswish if cnf.use_hs else nn.ReLU
        layers = [] if wide == cnf.input_channels else [block(cnf.input_channels, wide, kernel_size=1, activation_layer=activation)]
        layers.append(block(wide, wide, kernel_size=cnf.kernel, stride=1 if cnf.dilation > 1 else cnf.stride, dilation=cnf.dilation, groups=wide,
                            activation_layer=activation))
        if cnf.use_se:
            layers.append(se_layer(wide, _make_divisible(wide // 4, 8)))
        layers.append(block(wide, cnf.out_channels, kernel_size=1, activation_layer=None))
        self.use_res_connect = cnf.stride == 1 and cnf.input_channels == cnf.out_channels
        self.block = nn.Sequential(*layers)
        self.out_channels, self._is_cn = cnf.out_channels, cnf.stride > 1

    def forward(self, input):
        result = self.block(input)
        if self.use_res_connect:
            result += input
        return result


class MobileNetV3(nn.Module):
    def __init__(self, inverted_residual_setting, last_channel, num_classes=1000, block=None, norm_layer=None, dropout=0.2, **kwargs):
        super().__init__()
        if not inverted_residual_setting:
            raise ValueError('The inverted_residual_setting should not be empty')
        block, norm_layer = block or InvertedResidual, norm_layer or partial(nn.BatchNorm2d, eps=0.001, momentum=0.01)
        first, last = inverted_residual_setting[0].input_channels, inverted_residual_setting[-1].out_channels
        outer = partial(Conv2dNormActivation, norm_layer=norm_layer, activation_layer=nn.Hardswish)
        self.features = nn.Sequential(
            outer(3, first, kernel_size=3, stride=2), *(block(row, norm_layer) for row in inverted_residual_setting),
            outer(last, 6 * last, kernel_size=1))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(
            nn.Linear(6 * last, last_channel), nn.Hardswish(inplace=True), nn.Dropout(p=dropout, inplace=True),
            nn.Linear(last_channel, num_classes))
        draw_mobile(self)

    def _forward_impl(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))

    def forward(self, x):
        return self._forward_impl(x)


# Kernel, expanded width, width, squeeze, activation, stride; the last three rows are those that may dilate or be halved.
LARGE = ((3, 16, 16, False, 'RE', 1), (3, 64, 24, False, 'RE', 2), (3, 72, 24, False, 'RE', 1), (5, 72, 40, True, 'RE', 2),
         (5, 120, 40, True, 'RE', 1), (5, 120, 40, True, 'RE', 1), (3, 240, 80, False, 'HS', 2), (3, 200, 80, False, 'HS', 1),
         (3, 184, 80, False, 'HS', 1), (3, 184, 80, False, 'HS', 1), (3, 480, 112, True, 'HS', 1), (3, 672, 112, True, 'HS', 1),
         (5, 672, 160, True, 'HS', 2), (5, 960, 160, True, 'HS', 1), (5, 960, 160, True, 'HS', 1))
SMALL = ((3, 16, 16, True, 'RE', 2), (3, 72, 24, False, 'RE', 2), (3, 88, 24, False, 'RE', 1), (5, 96, 40, True, 'HS', 2),
         (5, 240, 40, True, 'HS', 1), (5, 240, 40, True, 'HS', 1), (5, 120, 48, True, 'HS', 1), (5, 144, 48, True, 'HS', 1),
         (5, 288, 96, True, 'HS', 2), (5, 576, 96, True, 'HS', 1), (5, 576, 96, True, 'HS', 1))
TABLES = {'mobilenet_v3_large': (LARGE, 1280), 'mobilenet_v3_small': (SMALL, 1024)}


def _mobilenet_v3_conf(arch, width_mult=1.0, reduced_tail=False, dilated=False, **kwargs):
    """The rows of a size, and the width of its classifier."""
    if arch not in TABLES:
        raise ValueError('Unsupported model type %s' % arch)
    table, last = TABLES[arch]
    smaller, width, rows = 2 if reduced_tail else 1, 16, []
    for at, (kernel, wide, out, squeeze, activation, stride) in enumerate(table):
        tail = at - len(table) + 3
        if tail >= 0:
            out, wide = out // smaller, wide if tail == 0 else wide // smaller
        dilation = 2 if dilated and tail >= 0 else 1
        rows.append(InvertedResidualConfig(width, kernel, wide, out, squeeze, activation, stride, dilation, width_mult))
        width = out
    return rows, InvertedResidualConfig.adjust_channels(last // smaller, width_mult)


def sized(arch, width_mult=1.0, reduced_tail=False, dilated=False, **kwargs):
    return MobileNetV3(*_mobilenet_v3_conf(arch, width_mult, reduced_tail, dilated), **kwargs)


mobilenet_v3_large = builder('mobilenet_v3_large', sized, arch='mobilenet_v3_large')
mobilenet_v3_small = builder('mobilenet_v3_small', sized, arch='mobilenet_v3_small')
