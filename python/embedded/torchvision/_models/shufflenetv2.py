"""ShuffleNet v2 (Ma 2018)."""
import torch
from torch import nn

from .weights import builder

__all__ = ['ShuffleNetV2', 'shufflenet_v2_x0_5', 'shufflenet_v2_x1_0', 'shufflenet_v2_x1_5', 'shufflenet_v2_x2_0']


def channel_shuffle(x, groups):
    count, channels, height, width = x.size()
    apart = x.view(count, groups, channels // groups, height, width)
    return torch.transpose(apart, 1, 2).contiguous().view(count, channels, height, width)


def pointwise(before, after):
    return [nn.Conv2d(before, after, kernel_size=1, stride=1, padding=0, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)]


class InvertedResidual(nn.Module):
    """Half of the channels pass a block of stride 1 as they are; where the picture is halved, both halves are made of all."""

    def __init__(self, inp, oup, stride):
        super().__init__()
        if not 1 <= stride <= 3:
            raise ValueError('illegal stride value')
        half = oup // 2
        if stride == 1 and inp != half * 2:
            raise ValueError('Invalid combination of stride %s, inp %s and oup %s values.' % (stride, inp, oup))
        self.stride = stride
        self.branch1 = nn.Sequential()
        if stride > 1:
            self.branch1 = nn.Sequential(self.depthwise_conv(inp, inp, 3, stride, 1), nn.BatchNorm2d(inp), *pointwise(inp, half))
        self.branch2 = nn.Sequential(
            *pointwise(inp if stride > 1 else half, half), self.depthwise_conv(half, half, 3, stride, 1), nn.BatchNorm2d(half),
            *pointwise(half, half))

    @staticmethod
    def depthwise_conv(i, o, kernel_size, stride=1, padding=0, bias=False):
        return nn.Conv2d(i, o, kernel_size, stride, padding, bias=bias, groups=i)

    def forward(self, x):
        if self.stride == 1:
            kept, changed = x.chunk(2, dim=1)
            out = torch.cat((kept, self.branch2(changed)), dim=1)
        else:
            out = torch.cat((self.branch1(x), self.branch2(x)), dim=1)
        return channel_shuffle(out, 2)


class ShuffleNetV2(nn.Module):
    def __init__(self, stages_repeats, stages_out_channels, num_classes=1000, inverted_residual=InvertedResidual):
        super().__init__()
        if len(stages_repeats) != 3:
            raise ValueError('expected stages_repeats as list of 3 positive ints')
        if len(stages_out_channels) != 5:
            raise ValueError('expected stages_out_channels as list of 5 positive ints')
        self._stage_out_channels = stages_out_channels
        width, *widths, last = stages_out_channels
        self.conv1 = nn.Sequential(nn.Conv2d(3, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True))
        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        for at, (repeats, out) in enumerate(zip(stages_repeats, widths)):
            blocks = [inverted_residual(width, out, 2), *(inverted_residual(out, out, 1) for _ in range(repeats - 1))]
            setattr(self, 'stage%d' % (at + 2), nn.Sequential(*blocks))
            width = out
        self.conv5 = nn.Sequential(*pointwise(width, last))
        self.fc = nn.Linear(last, num_classes)

    def _forward_impl(self, x):
        x = self.stage4(self.stage3(self.stage2(self.maxpool(self.conv1(x)))))
        return self.fc(self.conv5(x).mean([2, 3]))

    def forward(self, x):
        return self._forward_impl(x)


for _name, _widths in (('x0_5', (48, 96, 192, 1024)), ('x1_0', (116, 232, 464, 1024)), ('x1_5', (176, 352, 704, 1024)),
                       ('x2_0', (244, 488, 976, 2048))):
    _name = 'shufflenet_v2_' + _name
    globals()[_name] = builder(_name, ShuffleNetV2, stages_repeats=[4, 8, 4], stages_out_channels=[24, *_widths])
