"""Small networks of kinds that torchvision does not have."""

import math

import torch
from torch import nn
from torch.nn import functional as F


class DoubleConv(nn.Sequential):
    def __init__(self, inside, outside):
        super().__init__(
            nn.Conv2d(inside, outside, 3, padding=1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True),
            nn.Conv2d(outside, outside, 3, padding=1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True),
        )


class Up(nn.Module):
    def __init__(self, inside, outside, bilinear):
        super().__init__()
        self.up = nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True) if bilinear else nn.ConvTranspose2d(inside, inside // 2, 2, stride=2)
        self.conv = DoubleConv(inside, outside)

    def forward(self, x, skip):
        x = self.up(x)
        down, across = skip.size(2) - x.size(2), skip.size(3) - x.size(3)
        x = F.pad(x, [across // 2, across - across // 2, down // 2, down - down // 2])
        return self.conv(torch.cat([skip, x], dim=1))


class UNet(nn.Module):
    """Ronneberger et al. 2015, with padding and batch norm; 31.0 M parameters with transposed convolutions."""

    def __init__(self, channels=3, classes=2, bilinear=False):
        super().__init__()
        half = 2 if bilinear else 1
        self.inc = DoubleConv(channels, 64)
        self.downs = nn.ModuleList(DoubleConv(64 * 2**i, (128 if i < 3 else 128 // half) * 2**i) for i in range(4))
        self.ups = nn.ModuleList(Up(1024 // 2**i, 512 // 2**i // (half if i < 3 else 1), bilinear) for i in range(4))
        self.outc = nn.Conv2d(64, classes, 1)

    def forward(self, x):
        kept = [self.inc(x)]
        for down in self.downs:
            kept.append(down(F.max_pool2d(kept[-1], 2)))
        x = kept.pop()
        for up in self.ups:
            x = up(x, kept.pop())
        return self.outc(x)


class SelfAttention(nn.Module):
    def __init__(self, width, heads, block):
        super().__init__()
        self.c_attn = nn.Linear(width, 3 * width)
        self.c_proj = nn.Linear(width, width)
        self.heads, self.width = heads, width
        self.register_buffer('bias', torch.tril(torch.ones(block, block)).view(1, 1, block, block))

    def forward(self, x):
        batch, length, width = x.size()
        q, k, v = self.c_attn(x).split(self.width, dim=2)
        k = k.view(batch, length, self.heads, width // self.heads).transpose(1, 2)
        q = q.view(batch, length, self.heads, width // self.heads).transpose(1, 2)
        v = v.view(batch, length, self.heads, width // self.heads).transpose(1, 2)
        scores = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        scores = scores.masked_fill(self.bias[:, :, :length, :length] == 0, float('-inf'))
        y = F.softmax(scores, dim=-1) @ v
        return self.c_proj(y.transpose(1, 2).contiguous().view(batch, length, width))


class DecoderBlock(nn.Module):
    def __init__(self, width, heads, block):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = SelfAttention(width, heads, block)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width), nn.Dropout(0.1))

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class Decoder(nn.Module):
    """A decoder as of GPT-2, with tied token weights."""

    def __init__(self, vocabulary=65, block=64, width=96, heads=6, layers=4):
        super().__init__()
        self.wte = nn.Embedding(vocabulary, width)
        self.wpe = nn.Embedding(block, width)
        self.h = nn.ModuleList(DecoderBlock(width, heads, block) for _ in range(layers))
        self.ln_f = nn.LayerNorm(width)
        self.lm_head = nn.Linear(width, vocabulary, bias=False)
        self.wte.weight = self.lm_head.weight

    def forward(self, tokens):
        positions = torch.arange(0, tokens.size(1), dtype=torch.long, device=tokens.device)
        x = self.wte(tokens) + self.wpe(positions)
        for block in self.h:
            x = block(x)
        return self.lm_head(self.ln_f(x))


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(50, 32, padding_idx=0)
        self.lstm = nn.LSTM(32, 48, 2, batch_first=True, bidirectional=True)
        self.out = nn.Linear(96, 5)

    def forward(self, tokens):
        states, _ = self.lstm(self.embed(tokens))
        return torch.sigmoid(self.out(states[:, -1]))


class Tokens(nn.Module):
    """A token passes by the convolutions of the positions behind it, as in multiscale vision transformers."""

    def __init__(self):
        super().__init__()
        self.halve = nn.Conv1d(8, 8, 3, stride=2, padding=1)
        self.keep = nn.Conv1d(8, 8, 3, padding=1)

    @staticmethod
    def behind_token(x, layer):
        token, rest = torch.tensor_split(x, [1], dim=1)
        return torch.cat([token, layer(rest.transpose(1, 2)).transpose(1, 2)], dim=1)

    def forward(self, x):
        return x[:, ::2] + self.behind_token(self.behind_token(x, self.halve), self.keep)


class Queries(nn.Module):
    """Learned queries that attend to themselves and then to the input, as in DETR's decoder."""

    def __init__(self):
        super().__init__()
        self.queries = nn.Parameter(torch.zeros(1, 5, 8))
        self.own = nn.MultiheadAttention(8, 2, batch_first=True)
        self.cross = nn.MultiheadAttention(8, 2, batch_first=True)
        self.mean, self.spread = nn.Linear(8, 3), nn.Linear(8, 3)

    def forward(self, x):
        q = self.queries.expand(x.shape[0], -1, -1)
        q = q + self.own(q, q, q, need_weights=False)[0]
        q = q + self.cross(q, x, x, need_weights=False)[0]
        mean, spread = self.mean(q), self.spread(q)
        return mean + torch.randn_like(spread) * spread, mean, spread


class Odd(nn.Module):
    """Operations that do something special to the signal, one after the other."""

    def __init__(self):
        super().__init__()
        self.normed = nn.utils.parametrizations.weight_norm(nn.Conv2d(4, 8, 3, padding=1, padding_mode='reflect'))
        self.shared = nn.Conv2d(8, 8, 1)
        self.gamma = nn.Parameter(torch.ones(8, 1, 1))
        self.token = nn.Parameter(torch.zeros(1, 1, 8))
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.gate = nn.Linear(8, 8)
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        x = F.relu(self.normed(x))
        x = self.shared(self.shared(x)) * self.gamma + x
        x = x / 2 + 1
        a, b = x.chunk(2, dim=1)
        x = torch.cat([a, b.abs()], 1)
        keep = x.detach().mean(dim=(2, 3), keepdim=True) > 0
        x = torch.where(keep, x, torch.zeros_like(x))
        x = x.flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], dim=1)
        x = x + self.attention(x, x, x, need_weights=False)[0]
        x += torch.sigmoid(self.gate(x)) * x
        best = x[:, 0].argmax(-1)
        return self.head(x[:, 0]), best
