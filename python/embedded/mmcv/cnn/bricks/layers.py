"""Small layers: activations, scales, dropout, upsampling."""
import torch
from mmengine.model.weight_init import xavier_init
from mmengine.registry import MODELS
from torch import nn
from torch.nn import functional as F


@MODELS.register_module(name='Clip')
@MODELS.register_module()
class Clamp(nn.Module):
    def __init__(self, min=-1.0, max=1.0):
        super().__init__()
        self.min, self.max = min, max

    def forward(self, x):
        return torch.clamp(x, min=self.min, max=self.max)


@MODELS.register_module()
class HSigmoid(nn.Module):
    def __init__(self, bias=3.0, divisor=6.0, min_value=0.0, max_value=1.0):
        super().__init__()
        assert divisor != 0
        self.bias, self.divisor = bias, divisor
        self.min_value, self.max_value = min_value, max_value

    def forward(self, x):
        return ((x + self.bias) / self.divisor).clamp_(self.min_value, self.max_value)


class HSwish(nn.Module):
    """The configuration `HSwish` means torch's own."""

    def __init__(self, inplace=False):
        super().__init__()
        self.act = nn.ReLU6(inplace)

    def forward(self, x):
        return x * self.act(x + 3) / 6


@MODELS.register_module()
class Swish(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(x)


class Scale(nn.Module):
    def __init__(self, scale=1.0):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(scale, dtype=torch.float))

    def forward(self, x):
        return x * self.scale


class LayerScale(nn.Module):
    def __init__(self, dim, inplace=False, data_format='channels_last', scale=1e-5):
        super().__init__()
        assert data_format in ('channels_last', 'channels_first'), "'data_format' could only be channels_last or channels_first."
        self.inplace, self.data_format = inplace, data_format
        self.weight = nn.Parameter(torch.ones(dim) * scale)

    def forward(self, x):
        ones = (1,) * (x.dim() - 2)
        weight = self.weight.view(*((1, -1) + ones if self.data_format == 'channels_first' else (1,) + ones + (-1,)))
        return x.mul_(weight) if self.inplace else x * weight


def drop_path(x, drop_prob=0.0, training=False):
    """Drop whole samples and scale the others."""
    if drop_prob == 0.0 or not training:
        return x
    keep = 1 - drop_prob
    mask = keep + torch.rand((x.shape[0],) + (1,) * (x.ndim - 1), dtype=x.dtype, device=x.device)
    return x.div(keep) * mask.floor()


@MODELS.register_module()
class DropPath(nn.Module):
    def __init__(self, drop_prob=0.1):
        super().__init__()
        self.drop_prob = drop_prob

    def forward(self, x):
        return drop_path(x, self.drop_prob, self.training)


@MODELS.register_module()
class Dropout(nn.Dropout):
    def __init__(self, drop_prob=0.5, inplace=False):
        super().__init__(p=drop_prob, inplace=inplace)


@MODELS.register_module(name='pixel_shuffle')
class PixelShufflePack(nn.Module):
    def __init__(self, in_channels, out_channels, scale_factor, upsample_kernel):
        super().__init__()
        self.in_channels, self.out_channels = in_channels, out_channels
        self.scale_factor, self.upsample_kernel = scale_factor, upsample_kernel
        self.upsample_conv = nn.Conv2d(in_channels, out_channels * scale_factor * scale_factor, upsample_kernel, padding=(upsample_kernel - 1) // 2)
        self.init_weights()

    def init_weights(self):
        xavier_init(self.upsample_conv, distribution='uniform')

    def forward(self, x):
        return F.pixel_shuffle(self.upsample_conv(x), self.scale_factor)
