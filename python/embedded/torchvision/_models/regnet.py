"""RegNet (Radosavovic 2020): widths that grow by a rule."""
import math
from collections import OrderedDict

from torch import nn

from .._ops.misc import Conv2dNormActivation, SqueezeExcitation
from .utilities import _make_divisible
from .weights import builder

__all__ = ['RegNet']


class SimpleStemIN(Conv2dNormActivation):
    def __init__(self, width_in, width_out, norm_layer, activation_layer):
        super().__init__(width_in, width_out, kernel_size=3, stride=2, norm_layer=norm_layer, activation_layer=activation_layer)


class BottleneckTransform(nn.Sequential):
    def __init__(self, width_in, width_out, stride, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio):
        inner = int(round(width_out * bottleneck_multiplier))
        told = {'norm_layer': norm_layer, 'activation_layer': activation_layer}
        layers = OrderedDict()
        layers['a'] = Conv2dNormActivation(width_in, inner, kernel_size=1, stride=1, **told)
        layers['b'] = Conv2dNormActivation(inner, inner, kernel_size=3, stride=stride, groups=inner // group_width, **told)
        if se_ratio:
            layers['se'] = SqueezeExcitation(inner, int(round(se_ratio * width_in)), activation=activation_layer)
        layers['c'] = Conv2dNormActivation(inner, width_out, kernel_size=1, stride=1, norm_layer=norm_layer, activation_layer=None)
        super().__init__(layers)


class ResBottleneckBlock(nn.Module):
    def __init__(self, width_in, width_out, stride, norm_layer, activation_layer, group_width=1, bottleneck_multiplier=1.0, se_ratio=None):
        super().__init__()
        self.proj = None
        if width_in != width_out or stride != 1:
            self.proj = Conv2dNormActivation(width_in, width_out, kernel_size=1, stride=stride, norm_layer=norm_layer, activation_layer=None)
        self.f = BottleneckTransform(width_in, width_out, stride, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio)
        self.activation = activation_layer(inplace=True)

    def forward(self, x):
        carried = x if self.proj is None else self.proj(x)
        return self.activation(carried + self.f(x))


class AnyStage(nn.Sequential):
    def __init__(self, width_in, width_out, stride, depth, block_constructor, norm_layer, activation_layer, group_width, bottleneck_multiplier,
                 se_ratio=None, stage_index=0):
        super().__init__()
        for at in range(depth):
            block = block_constructor(width_out if at else width_in, width_out, 1 if at else stride, norm_layer, activation_layer, group_width,
                                      bottleneck_multiplier, se_ratio)
            self.add_module('block%d-%d' % (stage_index, at), block)


class BlockParams:
    """Depth, width, width of a group and stride of each stage."""

    def __init__(self, depths, widths, group_widths, bottleneck_multipliers, strides, se_ratio=None):
        self.depths, self.widths, self.group_widths, self.strides = depths, widths, group_widths, strides
        self.bottleneck_multipliers, self.se_ratio = bottleneck_multipliers, se_ratio

    @classmethod
    def from_init_params(cls, depth, w_0, w_a, w_m, group_width, bottleneck_multiplier=1.0, se_ratio=None, **kwargs):
        """Widths on the line w_0 + w_a·j, moved to the nearest power of w_m times w_0 and to a multiple of 8 (the paper's equations 2 to 4)."""
        if w_a < 0 or w_0 <= 0 or w_m <= 1 or w_0 % 8 != 0:
            raise ValueError('Invalid RegNet settings')
        powers = [round(math.log((w_0 + w_a * at) / w_0) / math.log(w_m)) for at in range(depth)]
        widths = [int(round(w_0 * w_m ** power / 8) * 8) for power in powers]
        stages = sorted(set(widths))
        groups, fitting = [], []
        for width in stages:
            inner = int(width * bottleneck_multiplier)
            groups.append(min(group_width, inner))
            fitting.append(int(_make_divisible(inner, groups[-1]) / bottleneck_multiplier))
        count = len(stages)
        return cls([widths.count(width) for width in stages], fitting, groups, [bottleneck_multiplier] * count, [2] * count, se_ratio)

    def _get_expanded_params(self):
        return zip(self.widths, self.strides, self.depths, self.group_widths, self.bottleneck_multipliers)


class RegNet(nn.Module):
    def __init__(self, block_params, num_classes=1000, stem_width=32, stem_type=None, block_type=None, norm_layer=None, activation=None):
        super().__init__()
        norm_layer, activation = norm_layer or nn.BatchNorm2d, activation or nn.ReLU
        self.stem = (stem_type or SimpleStemIN)(3, stem_width, norm_layer, activation)
        stages, width = OrderedDict(), stem_width
        for at, (out, stride, depth, group_width, multiplier) in enumerate(block_params._get_expanded_params(), 1):
            stages['block%d' % at] = AnyStage(width, out, stride, depth, block_type or ResBottleneckBlock, norm_layer, activation, group_width,
                                              multiplier, block_params.se_ratio, stage_index=at)
            width = out
        self.trunk_output = nn.Sequential(stages)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(width, num_classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.normal_(module.weight, mean=0.0, std=math.sqrt(2.0 / (math.prod(module.kernel_size) * module.out_channels)))
            elif isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, mean=0.0, std=0.01)
                nn.init.zeros_(module.bias)

    def forward(self, x):
        return self.fc(self.avgpool(self.trunk_output(self.stem(x))).flatten(start_dim=1))


def sized(rule, se_ratio=None, **kwargs):
    return RegNet(BlockParams.from_init_params(*rule, se_ratio=se_ratio), **kwargs)


# Depth, w_0, w_a, w_m and the width of a group, of the paper's tables.
X = {'400mf': (22, 24, 24.48, 2.54, 16), '800mf': (16, 56, 35.73, 2.28, 16), '1_6gf': (18, 80, 34.01, 2.25, 24),
     '3_2gf': (25, 88, 26.31, 2.25, 48), '8gf': (23, 80, 49.56, 2.88, 120), '16gf': (22, 216, 55.59, 2.1, 128), '32gf': (23, 320, 69.86, 2.0, 168)}
Y = {'400mf': (16, 48, 27.89, 2.09, 8), '800mf': (14, 56, 38.84, 2.4, 16), '1_6gf': (27, 48, 20.71, 2.65, 24),
     '3_2gf': (21, 80, 42.63, 2.66, 24), '8gf': (17, 192, 76.82, 2.19, 56), '16gf': (18, 200, 106.23, 2.48, 112),
     '32gf': (20, 232, 115.89, 2.53, 232), '128gf': (27, 456, 160.83, 2.52, 264)}
for _kind, _table, _ratio in (('x', X, None), ('y', Y, 0.25)):
    for _size, _rule in _table.items():
        _name = 'regnet_%s_%s' % (_kind, _size)
        globals()[_name] = builder(_name, sized, rule=_rule, se_ratio=_ratio)
        __all__.append(_name)
