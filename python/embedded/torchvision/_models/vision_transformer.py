"""Vision Transformer (Dosovitskiy 2021), with the convolutions of Xiao (2021) as its stem where they are asked for."""
import math
from collections import OrderedDict
from functools import partial
from typing import Callable, NamedTuple

import torch
from torch import nn

from .._ops.misc import MLP, Conv2dNormActivation
from .weights import is_wanted, listed, told

__all__ = ['VisionTransformer', 'vit_b_16', 'vit_b_32', 'vit_l_16', 'vit_l_32', 'vit_h_14']


class ConvStemConfig(NamedTuple):
    out_channels: int
    kernel_size: int
    stride: int
    norm_layer: Callable = nn.BatchNorm2d
    activation_layer: Callable = nn.ReLU


class MLPBlock(MLP):
    def __init__(self, in_dim, mlp_dim, dropout):
        super().__init__(in_dim, [mlp_dim, in_dim], activation_layer=nn.GELU, inplace=None, dropout=dropout)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.normal_(module.bias, std=1e-6)


class EncoderBlock(nn.Module):
    def __init__(self, num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer=partial(nn.LayerNorm, eps=1e-6)):
        super().__init__()
        self.num_heads = num_heads
        self.ln_1 = norm_layer(hidden_dim)
        self.self_attention = nn.MultiheadAttention(hidden_dim, num_heads, dropout=attention_dropout, batch_first=True)
        self.dropout = nn.Dropout(dropout)
        self.ln_2 = norm_layer(hidden_dim)
        self.mlp = MLPBlock(hidden_dim, mlp_dim, dropout)

    def forward(self, input):
        torch._assert(input.dim() == 3, 'Expected (batch_size, seq_length, hidden_dim) got %s' % (input.shape,))
        normed = self.ln_1(input)
        mixed, _ = self.self_attention(normed, normed, normed, need_weights=False)
        middle = self.dropout(mixed) + input
        return middle + self.mlp(self.ln_2(middle))


class Encoder(nn.Module):
    def __init__(self, seq_length, num_layers, num_heads, hidden_dim, mlp_dim, dropout, attention_dropout,
                 norm_layer=partial(nn.LayerNorm, eps=1e-6)):
        super().__init__()
        self.pos_embedding = nn.Parameter(torch.empty(1, seq_length, hidden_dim).normal_(std=0.02))
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.Sequential(OrderedDict(
            ('encoder_layer_%d' % at, EncoderBlock(num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer))
            for at in range(num_layers)))
        self.ln = norm_layer(hidden_dim)

    def forward(self, input):
        torch._assert(input.dim() == 3, 'Expected (batch_size, seq_length, hidden_dim) got %s' % (input.shape,))
        return self.ln(self.layers(self.dropout(input + self.pos_embedding)))


class VisionTransformer(nn.Module):
    def __init__(self, image_size, patch_size, num_layers, num_heads, hidden_dim, mlp_dim, dropout=0.0, attention_dropout=0.0,
                 num_classes=1000, representation_size=None, norm_layer=partial(nn.LayerNorm, eps=1e-6), conv_stem_configs=None):
        super().__init__()
        torch._assert(image_size % patch_size == 0, 'Input shape indivisible by patch size!')
        self.image_size, self.patch_size, self.hidden_dim, self.mlp_dim = image_size, patch_size, hidden_dim, mlp_dim
        self.attention_dropout, self.dropout, self.num_classes = attention_dropout, dropout, num_classes
        self.representation_size, self.norm_layer = representation_size, norm_layer
        self.conv_proj = stem(conv_stem_configs, hidden_dim) if conv_stem_configs else nn.Conv2d(3, hidden_dim, patch_size, stride=patch_size)
        self.class_token = nn.Parameter(torch.zeros(1, 1, hidden_dim))
        self.seq_length = (image_size // patch_size) ** 2 + 1
        self.encoder = Encoder(self.seq_length, num_layers, num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer)
        self.heads = head(hidden_dim, representation_size, num_classes)
        draw(self)

    def _process_input(self, x):
        """One row of numbers for each patch."""
        count, _, height, width = x.shape
        for name, side in (('height', height), ('width', width)):
            torch._assert(side == self.image_size, 'Wrong image %s! Expected %d but got %s!' % (name, self.image_size, side))
        places = (height // self.patch_size) * (width // self.patch_size)
        return self.conv_proj(x).reshape(count, self.hidden_dim, places).permute(0, 2, 1)

    def forward(self, x):
        patches = self._process_input(x)
        told_by_class = self.class_token.expand(patches.shape[0], -1, -1)
        tokens = self.encoder(torch.cat([told_by_class, patches], dim=1))
        return self.heads(tokens[:, 0])


def stem(configs, hidden_dim):
    layers, width = OrderedDict(), 3
    for at, config in enumerate(configs):
        layers['conv_bn_relu_%d' % at] = Conv2dNormActivation(
            width, config.out_channels, kernel_size=config.kernel_size, stride=config.stride, norm_layer=config.norm_layer,
            activation_layer=config.activation_layer)
        width = config.out_channels
    layers['conv_last'] = nn.Conv2d(width, hidden_dim, kernel_size=1)
    return nn.Sequential(layers)


def head(hidden_dim, representation_size, num_classes):
    layers = OrderedDict()
    if representation_size is not None:
        layers['pre_logits'] = nn.Linear(hidden_dim, representation_size)
        layers['act'] = nn.Tanh()
    layers['head'] = nn.Linear(representation_size or hidden_dim, num_classes)
    return nn.Sequential(layers)


def draw(model):
    """The first weights of what reads patches and of the head, which starts at zero."""
    patches = model.conv_proj
    if isinstance(patches, nn.Conv2d):
        nn.init.trunc_normal_(patches.weight, std=math.sqrt(1 / (patches.in_channels * math.prod(patches.kernel_size))))
        nn.init.zeros_(patches.bias)
    else:
        nn.init.normal_(patches.conv_last.weight, mean=0.0, std=math.sqrt(2.0 / patches.conv_last.out_channels))
        nn.init.zeros_(patches.conv_last.bias)
    if hasattr(model.heads, 'pre_logits'):
        nn.init.trunc_normal_(model.heads.pre_logits.weight, std=math.sqrt(1 / model.heads.pre_logits.in_features))
        nn.init.zeros_(model.heads.pre_logits.bias)
    nn.init.zeros_(model.heads.head.weight)
    nn.init.zeros_(model.heads.head.bias)


def sized(name, patch, layers, heads, width, hidden, fine=224, first=224):
    """The function of a size; weights that were tuned on whole pictures (`SWAG_E2E`) come with pictures of `fine`, its DEFAULT with `first`."""
    def build(weights=None, progress=True, pretrained=False, **kwargs):
        told(weights, pretrained, name)
        side = 224
        if is_wanted(weights, pretrained):
            side = fine if 'SWAG_E2E' in str(weights) else first if str(weights).endswith('DEFAULT') else side
        size = {'image_size': side, 'patch_size': patch, 'num_layers': layers, 'num_heads': heads, 'hidden_dim': width, 'mlp_dim': hidden}
        return VisionTransformer(**{**size, **kwargs})
    return listed(name, build, __name__)


vit_b_16 = sized('vit_b_16', 16, 12, 12, 768, 3072, fine=384)
vit_b_32 = sized('vit_b_32', 32, 12, 12, 768, 3072)
vit_l_16 = sized('vit_l_16', 16, 24, 16, 1024, 4096, fine=512)
vit_l_32 = sized('vit_l_32', 32, 24, 16, 1024, 4096)
vit_h_14 = sized('vit_h_14', 14, 32, 16, 1280, 5120, fine=518, first=518)
