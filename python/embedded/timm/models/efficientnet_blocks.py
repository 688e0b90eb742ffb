"""Squeeze and excitation as `timm.models.efficientnet_blocks` has it: by convolutions, with as many channels as the rounded ratio says."""
from torch import nn


class SqueezeExcite(nn.Module):
    def __init__(self, in_chs, rd_ratio=0.25, rd_channels=None, act_layer=nn.ReLU, gate_layer=nn.Sigmoid, force_act_layer=None, rd_round_fn=None):
        super().__init__()
        reduced = (rd_round_fn or round)(in_chs * rd_ratio) if rd_channels is None else rd_channels
        kind = force_act_layer or act_layer
        self.conv_reduce = nn.Conv2d(in_chs, reduced, 1)
        self.act1 = kind(inplace=True) if kind is nn.ReLU else kind()
        self.conv_expand = nn.Conv2d(reduced, in_chs, 1)
        self.gate = gate_layer()

    def forward(self, x):
        scale = self.conv_expand(self.act1(self.conv_reduce(x.mean((2, 3), keepdim=True))))
        return x * self.gate(scale)
