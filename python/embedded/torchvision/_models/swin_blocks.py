"""The parts of Swin Transformer (Liu 2021)."""
import torch
import torch.nn.functional as F
from torch import nn

from .._ops.misc import MLP, Permute
from .._ops.stochastic_depth import StochasticDepth


def merged(x):
    """The four neighbours of every second place, one behind the other, of a picture padded to even sides."""
    height, width, _ = x.shape[-3:]
    x = F.pad(x, (0, 0, 0, width % 2, 0, height % 2))
    return torch.cat([x[..., row::2, column::2, :] for column in (0, 1) for row in (0, 1)], -1)


class PatchMerging(nn.Module):
    def __init__(self, dim, norm_layer=nn.LayerNorm):
        super().__init__()
        self.dim = dim
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)
        self.norm = norm_layer(4 * dim)

    def forward(self, x):
        return self.reduction(self.norm(merged(x)))


def windows_of(x, rows, columns, size):
    """The places of each window in a row: of windows in a batch."""
    count, width = x.shape[0], x.shape[3]
    x = x.view(count, rows, size[0], columns, size[1], width)
    return x.permute(0, 1, 3, 2, 4, 5).reshape(count * rows * columns, size[0] * size[1], width)


def picture_of(x, count, rows, columns, size):
    x = x.view(count, rows, columns, size[0], size[1], x.shape[-1])
    return x.permute(0, 1, 3, 2, 4, 5).reshape(count, rows * size[0], columns * size[1], x.shape[-1])


def strangers(x, rows, columns, size, shift):
    """-100 for each pair of places in a window of a shifted picture that were not neighbours before."""
    sides = (rows * size[0], columns * size[1])
    mask = x.new_zeros(sides)
    spans = [((0, -size[axis]), (-size[axis], -shift[axis]), (-shift[axis], None)) for axis in (0, 1)]
    part = 0
    for top, bottom in spans[0]:
        for left, right in spans[1]:
            mask[top:bottom, left:right] = part
            part += 1
    mask = mask.view(rows, size[0], columns, size[1]).permute(0, 2, 1, 3).reshape(rows * columns, size[0] * size[1])
    mask = mask.unsqueeze(1) - mask.unsqueeze(2)
    return mask.masked_fill(mask != 0, float(-100.0)).masked_fill(mask == 0, float(0.0))


class ShiftedWindowAttention(nn.Module):
    def __init__(self, dim, window_size, shift_size, num_heads, qkv_bias=True, proj_bias=True, attention_dropout=0.0, dropout=0.0):
        super().__init__()
        if len(window_size) != 2 or len(shift_size) != 2:
            raise ValueError('window_size and shift_size must be of length 2')
        self.window_size, self.shift_size, self.num_heads = window_size, shift_size, num_heads
        self.attention_dropout, self.dropout = attention_dropout, dropout
        self.qkv = nn.Linear(dim, dim * 3, bias=qkv_bias)
        self.proj = nn.Linear(dim, dim, bias=proj_bias)
        self.define_relative_position_bias_table()
        self.define_relative_position_index()

    def define_relative_position_bias_table(self):
        offsets = (2 * self.window_size[0] - 1) * (2 * self.window_size[1] - 1)
        self.relative_position_bias_table = nn.Parameter(torch.zeros(offsets, self.num_heads))
        nn.init.trunc_normal_(self.relative_position_bias_table, std=0.02)

    def define_relative_position_index(self):
        """The row of the table for each pair of places."""
        high, wide = self.window_size
        places = [(row, column) for row in range(high) for column in range(wide)]
        rows = [(to[0] - of[0] + high - 1) * (2 * wide - 1) + to[1] - of[1] + wide - 1 for to in places for of in places]
        self.register_buffer('relative_position_index', torch.tensor(rows))

    def get_relative_position_bias(self):
        return self.biases_of(self.relative_position_bias_table)

    def biases_of(self, table):
        """A matrix for each head, of a table's rows."""
        places = self.window_size[0] * self.window_size[1]
        return table[self.relative_position_index].view(places, places, -1).permute(2, 0, 1).contiguous().unsqueeze(0)

    def projection_bias(self):
        return self.qkv.bias

    def forward(self, x):
        count, height, width, channels = x.shape
        size, bias = self.window_size, self.get_relative_position_bias()
        x = F.pad(x, (0, 0, 0, (size[1] - width % size[1]) % size[1], 0, (size[0] - height % size[0]) % size[0]))
        sides = x.shape[1:3]
        rows, columns = sides[0] // size[0], sides[1] // size[1]
        # One window that holds the whole picture has nothing to be shifted against.
        shift = [0 if size[axis] >= sides[axis] else self.shift_size[axis] for axis in (0, 1)]
        is_shifted = sum(shift) > 0
        if is_shifted:
            x = torch.roll(x, shifts=(-shift[0], -shift[1]), dims=(1, 2))
        windows = windows_of(x, rows, columns, size)
        mask = (lambda: strangers(windows, rows, columns, size, shift)) if is_shifted else None
        x = picture_of(self.attend(windows, bias, mask), count, rows, columns, size)
        if is_shifted:
            x = torch.roll(x, shifts=(shift[0], shift[1]), dims=(1, 2))
        return x[:, :height, :width, :].contiguous()

    def scores(self, query, key):
        query = query * (query.shape[-1]) ** -0.5
        return query.matmul(key.transpose(-2, -1))

    def attend(self, windows, bias, mask):
        count, places, channels = windows.shape
        heads = self.num_heads
        parts = F.linear(windows, self.qkv.weight, self.projection_bias()).reshape(count, places, 3, heads, channels // heads).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        scores = self.scores(query, key) + bias
        if mask is not None:
            mask = mask()
            each = mask.shape[0]
            scores = scores.view(count // each, each, heads, places, places) + mask.unsqueeze(1).unsqueeze(0)
            scores = scores.view(-1, heads, places, places)
        weights = F.dropout(F.softmax(scores, dim=-1), p=self.attention_dropout, training=self.training)
        mixed = weights.matmul(value).transpose(1, 2).reshape(count, places, channels)
        return F.dropout(F.linear(mixed, self.proj.weight, self.proj.bias), p=self.dropout, training=self.training)


class SwinTransformerBlock(nn.Module):
    def __init__(self, dim, num_heads, window_size, shift_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0, stochastic_depth_prob=0.0,
                 norm_layer=nn.LayerNorm, attn_layer=ShiftedWindowAttention):
        super().__init__()
        self.norm1 = norm_layer(dim)
        self.attn = attn_layer(dim, window_size, shift_size, num_heads, attention_dropout=attention_dropout, dropout=dropout)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, 'row')
        self.norm2 = norm_layer(dim)
        self.mlp = MLP(dim, [int(dim * mlp_ratio), dim], activation_layer=nn.GELU, inplace=None, dropout=dropout)
        for module in self.mlp.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.normal_(module.bias, std=1e-6)

    def forward(self, x):
        x = x + self.stochastic_depth(self.attn(self.norm1(x)))
        return x + self.stochastic_depth(self.mlp(self.norm2(x)))
