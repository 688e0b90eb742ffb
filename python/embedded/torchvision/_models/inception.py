"""Inception v3 (Szegedy 2016)."""
from collections import namedtuple

import torch
import torch.nn.functional as F
from torch import nn

from .auxiliary import BasicConv2d, WithAuxiliaryHeads, builder

__all__ = ['Inception3', 'InceptionOutputs', '_InceptionOutputs', 'inception_v3']

InceptionOutputs = _InceptionOutputs = namedtuple('InceptionOutputs', ['logits', 'aux_logits'])


def pooled(x):
    return F.avg_pool2d(x, kernel_size=3, stride=1, padding=1)


class _Joined(nn.Module):
    """Branches side by side."""

    def forward(self, x):
        return torch.cat(self._forward(x), 1)


class InceptionA(_Joined):
    def __init__(self, in_channels, pool_features, conv_block=None):
        super().__init__()
        conv_block = conv_block or BasicConv2d
        self.branch1x1 = conv_block(in_channels, 64, kernel_size=1)
        self.branch5x5_1 = conv_block(in_channels, 48, kernel_size=1)
        self.branch5x5_2 = conv_block(48, 64, kernel_size=5, padding=2)
        self.branch3x3dbl_1 = conv_block(in_channels, 64, kernel_size=1)
        self.branch3x3dbl_2 = conv_block(64, 96, kernel_size=3, padding=1)
        self.branch3x3dbl_3 = conv_block(96, 96, kernel_size=3, padding=1)
        self.branch_pool = conv_block(in_channels, pool_features, kernel_size=1)

    def _forward(self, x):
        return [self.branch1x1(x), self.branch5x5_2(self.branch5x5_1(x)), self.branch3x3dbl_3(self.branch3x3dbl_2(self.branch3x3dbl_1(x))),
                self.branch_pool(pooled(x))]


class InceptionB(_Joined):
    def __init__(self, in_channels, conv_block=None):
        super().__init__()
        conv_block = conv_block or BasicConv2d
        self.branch3x3 = conv_block(in_channels, 384, kernel_size=3, stride=2)
        self.branch3x3dbl_1 = conv_block(in_channels, 64, kernel_size=1)
        self.branch3x3dbl_2 = conv_block(64, 96, kernel_size=3, padding=1)
        self.branch3x3dbl_3 = conv_block(96, 96, kernel_size=3, stride=2)

    def _forward(self, x):
        return [self.branch3x3(x), self.branch3x3dbl_3(self.branch3x3dbl_2(self.branch3x3dbl_1(x))), F.max_pool2d(x, kernel_size=3, stride=2)]


class InceptionC(_Joined):
    def __init__(self, in_channels, channels_7x7, conv_block=None):
        super().__init__()
        conv_block, inner = conv_block or BasicConv2d, channels_7x7
        wide, high = {'kernel_size': (1, 7), 'padding': (0, 3)}, {'kernel_size': (7, 1), 'padding': (3, 0)}
        self.branch1x1 = conv_block(in_channels, 192, kernel_size=1)
        self.branch7x7_1 = conv_block(in_channels, inner, kernel_size=1)
        self.branch7x7_2 = conv_block(inner, inner, **wide)
        self.branch7x7_3 = conv_block(inner, 192, **high)
        self.branch7x7dbl_1 = conv_block(in_channels, inner, kernel_size=1)
        self.branch7x7dbl_2 = conv_block(inner, inner, **high)
        self.branch7x7dbl_3 = conv_block(inner, inner, **wide)
        self.branch7x7dbl_4 = conv_block(inner, inner, **high)
        self.branch7x7dbl_5 = conv_block(inner, 192, **wide)
        self.branch_pool = conv_block(in_channels, 192, kernel_size=1)

    def _forward(self, x):
        return [self.branch1x1(x), self.branch7x7_3(self.branch7x7_2(self.branch7x7_1(x))),
                self.branch7x7dbl_5(self.branch7x7dbl_4(self.branch7x7dbl_3(self.branch7x7dbl_2(self.branch7x7dbl_1(x))))),
                self.branch_pool(pooled(x))]


class InceptionD(_Joined):
    def __init__(self, in_channels, conv_block=None):
        super().__init__()
        conv_block = conv_block or BasicConv2d
        self.branch3x3_1 = conv_block(in_channels, 192, kernel_size=1)
        self.branch3x3_2 = conv_block(192, 320, kernel_size=3, stride=2)
        self.branch7x7x3_1 = conv_block(in_channels, 192, kernel_size=1)
        self.branch7x7x3_2 = conv_block(192, 192, kernel_size=(1, 7), padding=(0, 3))
        self.branch7x7x3_3 = conv_block(192, 192, kernel_size=(7, 1), padding=(3, 0))
        self.branch7x7x3_4 = conv_block(192, 192, kernel_size=3, stride=2)

    def _forward(self, x):
        return [self.branch3x3_2(self.branch3x3_1(x)), self.branch7x7x3_4(self.branch7x7x3_3(self.branch7x7x3_2(self.branch7x7x3_1(x)))),
                F.max_pool2d(x, kernel_size=3, stride=2)]


class InceptionE(_Joined):
    def __init__(self, in_channels, conv_block=None):
        super().__init__()
        conv_block = conv_block or BasicConv2d
        wide, high = {'kernel_size': (1, 3), 'padding': (0, 1)}, {'kernel_size': (3, 1), 'padding': (1, 0)}
        self.branch1x1 = conv_block(in_channels, 320, kernel_size=1)
        self.branch3x3_1 = conv_block(in_channels, 384, kernel_size=1)
        self.branch3x3_2a = conv_block(384, 384, **wide)
        self.branch3x3_2b = conv_block(384, 384, **high)
        self.branch3x3dbl_1 = conv_block(in_channels, 448, kernel_size=1)
        self.branch3x3dbl_2 = conv_block(448, 384, kernel_size=3, padding=1)
        self.branch3x3dbl_3a = conv_block(384, 384, **wide)
        self.branch3x3dbl_3b = conv_block(384, 384, **high)
        self.branch_pool = conv_block(in_channels, 192, kernel_size=1)

    def _forward(self, x):
        straight = self.branch1x1(x)
        once = self.branch3x3_1(x)
        once = torch.cat([self.branch3x3_2a(once), self.branch3x3_2b(once)], 1)
        twice = self.branch3x3dbl_2(self.branch3x3dbl_1(x))
        twice = torch.cat([self.branch3x3dbl_3a(twice), self.branch3x3dbl_3b(twice)], 1)
        return [straight, once, twice, self.branch_pool(pooled(x))]


class InceptionAux(nn.Module):
    def __init__(self, in_channels, num_classes, conv_block=None):
        super().__init__()
        conv_block = conv_block or BasicConv2d
        self.conv0 = conv_block(in_channels, 128, kernel_size=1)
        self.conv1 = conv_block(128, 768, kernel_size=5)
        self.conv1.stddev = 0.01
        self.fc = nn.Linear(768, num_classes)
        self.fc.stddev = 0.001

    def forward(self, x):
        x = self.conv1(self.conv0(F.avg_pool2d(x, kernel_size=5, stride=3)))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, (1, 1)), 1))


BLOCKS = (BasicConv2d, InceptionA, InceptionB, InceptionC, InceptionD, InceptionE, InceptionAux)
MIXED = ('Mixed_5b', 'Mixed_5c', 'Mixed_5d', 'Mixed_6a', 'Mixed_6b', 'Mixed_6c', 'Mixed_6d', 'Mixed_6e', 'Mixed_7a', 'Mixed_7b', 'Mixed_7c')


class Inception3(WithAuxiliaryHeads):
    outputs = InceptionOutputs
    auxiliary_heads = ('AuxLogits',)

    def __init__(self, num_classes=1000, aux_logits=True, transform_input=False, inception_blocks=None, init_weights=None, dropout=0.5):
        super().__init__(aux_logits, transform_input)
        convolution, a, b, c, d, e, auxiliary = inception_blocks or BLOCKS
        self.Conv2d_1a_3x3 = convolution(3, 32, kernel_size=3, stride=2)
        self.Conv2d_2a_3x3 = convolution(32, 32, kernel_size=3)
        self.Conv2d_2b_3x3 = convolution(32, 64, kernel_size=3, padding=1)
        self.maxpool1 = nn.MaxPool2d(kernel_size=3, stride=2)
        self.Conv2d_3b_1x1 = convolution(64, 80, kernel_size=1)
        self.Conv2d_4a_3x3 = convolution(80, 192, kernel_size=3)
        self.maxpool2 = nn.MaxPool2d(kernel_size=3, stride=2)
        self.Mixed_5b, self.Mixed_5c, self.Mixed_5d = a(192, pool_features=32), a(256, pool_features=64), a(288, pool_features=64)
        self.Mixed_6a = b(288)
        self.Mixed_6b, self.Mixed_6c = c(768, channels_7x7=128), c(768, channels_7x7=160)
        self.Mixed_6d, self.Mixed_6e = c(768, channels_7x7=160), c(768, channels_7x7=192)
        self.AuxLogits = auxiliary(768, num_classes) if aux_logits else None
        self.Mixed_7a, self.Mixed_7b, self.Mixed_7c = d(768), e(1280), e(2048)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.dropout = nn.Dropout(p=dropout)
        self.fc = nn.Linear(2048, num_classes)
        self.draw(init_weights, 0.1)

    def _forward(self, x):
        """The scores, and those of the auxiliary head while training."""
        x = self.maxpool1(self.Conv2d_2b_3x3(self.Conv2d_2a_3x3(self.Conv2d_1a_3x3(x))))
        x = self.maxpool2(self.Conv2d_4a_3x3(self.Conv2d_3b_1x1(x)))
        second = None
        for name in MIXED:
            x = getattr(self, name)(x)
            if name == 'Mixed_6e' and self.AuxLogits is not None and self.training:
                second = self.AuxLogits(x)
        return self.fc(torch.flatten(self.dropout(self.avgpool(x)), 1)), second


inception_v3 = builder('inception_v3', Inception3, True)
