"""Convolutions that normalize their weights, and one that pads by the size of its input."""
import math

import torch
from mmengine.registry import MODELS
from torch import nn
from torch.nn import functional as F


def conv_ws_2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1, eps=1e-5):
    filters = weight.size(0)
    flat = weight.view(filters, -1)
    mean = flat.mean(dim=1, keepdim=True).view(filters, 1, 1, 1)
    std = flat.std(dim=1, keepdim=True).view(filters, 1, 1, 1)
    return F.conv2d(input, (weight - mean) / (std + eps), bias, stride, padding, dilation, groups)


@MODELS.register_module('ConvWS')
class ConvWS2d(nn.Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, eps=1e-5):
        super().__init__(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias)
        self.eps = eps

    def forward(self, x):
        return conv_ws_2d(x, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups, self.eps)


@MODELS.register_module(name='ConvAWS')
class ConvAWS2d(nn.Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True):
        super().__init__(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias)
        self.register_buffer('weight_gamma', torch.ones(self.out_channels, 1, 1, 1))
        self.register_buffer('weight_beta', torch.zeros(self.out_channels, 1, 1, 1))

    def _get_weight(self, weight):
        flat = weight.view(weight.size(0), -1)
        mean = flat.mean(dim=1).view(-1, 1, 1, 1)
        std = torch.sqrt(flat.var(dim=1) + 1e-5).view(-1, 1, 1, 1)
        return self.weight_gamma * ((weight - mean) / std) + self.weight_beta

    def forward(self, x):
        return F.conv2d(x, self._get_weight(self.weight), self.bias, self.stride, self.padding, self.dilation, self.groups)


@MODELS.register_module()
class Conv2dAdaptivePadding(nn.Conv2d):
    """As TensorFlow pads by `same`."""

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True):
        super().__init__(in_channels, out_channels, kernel_size, stride, 0, dilation, groups, bias)

    def forward(self, x):
        sizes = zip(x.size()[-2:], self.weight.size()[-2:], self.stride, self.dilation)
        height, width = (max((math.ceil(size / step) - 1) * step + (kernel - 1) * apart + 1 - size, 0) for size, kernel, step, apart in sizes)
        if height > 0 or width > 0:
            x = F.pad(x, [width // 2, width - width // 2, height // 2, height - height // 2])
        return F.conv2d(x, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)
