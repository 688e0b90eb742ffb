"""The parts of Swin Transformer V2 (Liu 2022): cosine attention, positions from a small network, normalisation behind each branch."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from .swin_blocks import PatchMerging, ShiftedWindowAttention, SwinTransformerBlock, merged


class PatchMergingV2(PatchMerging):
    def __init__(self, dim, norm_layer=nn.LayerNorm):
        super().__init__(dim, norm_layer)
        self.norm = norm_layer(2 * dim)

    def forward(self, x):
        return self.norm(self.reduction(merged(x)))


def logarithmic(offset, side):
    """An offset of places on a scale of logarithms, a side of the window at 1 (the paper's equation 4)."""
    told = 8 * offset / (side - 1)
    return math.copysign(math.log2(abs(told) + 1) / 3.0, told)


class ShiftedWindowAttentionV2(ShiftedWindowAttention):
    def __init__(self, dim, window_size, shift_size, num_heads, qkv_bias=True, proj_bias=True, attention_dropout=0.0, dropout=0.0):
        super().__init__(dim, window_size, shift_size, num_heads, qkv_bias, proj_bias, attention_dropout, dropout)
        self.logit_scale = nn.Parameter(torch.log(10 * torch.ones((num_heads, 1, 1))))
        self.cpb_mlp = nn.Sequential(nn.Linear(2, 512, bias=True), nn.ReLU(inplace=True), nn.Linear(512, num_heads, bias=False))
        if qkv_bias:
            self.qkv.bias[dim:2 * dim].data.zero_()

    def define_relative_position_bias_table(self):
        high, wide = self.window_size
        table = [[[logarithmic(row, high), logarithmic(column, wide)] for column in range(1 - wide, wide)] for row in range(1 - high, high)]
        self.register_buffer('relative_coords_table', torch.tensor([table]))

    def get_relative_position_bias(self):
        table = self.cpb_mlp(self.relative_coords_table).view(-1, self.num_heads)
        return 16 * torch.sigmoid(self.biases_of(table))

    def projection_bias(self):
        """Keys have no bias."""
        if self.qkv.bias is None:
            return None
        bias = self.qkv.bias.clone()
        third = bias.numel() // 3
        bias[third:2 * third].zero_()
        return bias

    def scores(self, query, key):
        cosine = F.normalize(query, dim=-1) @ F.normalize(key, dim=-1).transpose(-2, -1)
        return cosine * torch.clamp(self.logit_scale, max=math.log(100.0)).exp()


class SwinTransformerBlockV2(SwinTransformerBlock):
    def __init__(self, dim, num_heads, window_size, shift_size, attn_layer=ShiftedWindowAttentionV2, **keywords):
        super().__init__(dim, num_heads, window_size, shift_size, attn_layer=attn_layer, **keywords)

    def forward(self, x):
        x = x + self.stochastic_depth(self.norm1(self.attn(x)))
        return x + self.stochastic_depth(self.norm2(self.mlp(x)))
