"""Swin Transformer (Liu 2021) and its second version (2022)."""
from functools import partial

from torch import nn

from .._ops.misc import Permute
from .swin_blocks import PatchMerging, ShiftedWindowAttention as ShiftedWindowAttention, SwinTransformerBlock
from .swin_blocks_v2 import PatchMergingV2, ShiftedWindowAttentionV2 as ShiftedWindowAttentionV2, SwinTransformerBlockV2
from .utilities import draw_narrow
from .weights import builder

__all__ = ['SwinTransformer', 'swin_t', 'swin_s', 'swin_b', 'swin_v2_t', 'swin_v2_s', 'swin_v2_b']


class SwinTransformer(nn.Module):
    def __init__(self, patch_size, embed_dim, depths, num_heads, window_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0,
                 stochastic_depth_prob=0.1, num_classes=1000, norm_layer=None, block=None, downsample_layer=PatchMerging):
        super().__init__()
        self.num_classes = num_classes
        block, norm_layer = block or SwinTransformerBlock, norm_layer or partial(nn.LayerNorm, eps=1e-5)
        patches = nn.Conv2d(3, embed_dim, kernel_size=(patch_size[0], patch_size[1]), stride=(patch_size[0], patch_size[1]))
        layers = [nn.Sequential(patches, Permute([0, 2, 3, 1]), norm_layer(embed_dim))]
        width, deepest, made = embed_dim, sum(depths) - 1, 0
        for stage, (depth, heads) in enumerate(zip(depths, num_heads)):
            blocks = []
            for at in range(depth):
                shift = [0 if at % 2 == 0 else side // 2 for side in window_size]
                blocks.append(block(width, heads, window_size=window_size, shift_size=shift, mlp_ratio=mlp_ratio, dropout=dropout,
                                    attention_dropout=attention_dropout, stochastic_depth_prob=stochastic_depth_prob * float(made) / deepest,
                                    norm_layer=norm_layer))
                made += 1
            layers.append(nn.Sequential(*blocks))
            if stage < len(depths) - 1:
                layers.append(downsample_layer(width, norm_layer))
                width *= 2
        self.features = nn.Sequential(*layers)
        self.norm = norm_layer(width)
        self.permute = Permute([0, 3, 1, 2])
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten(1)
        self.head = nn.Linear(width, num_classes)
        draw_narrow(self, nn.Linear)

    def forward(self, x):
        x = self.permute(self.norm(self.features(x)))
        return self.head(self.flatten(self.avgpool(x)))


def sized(embed_dim, depths, num_heads, window_size, **kwargs):
    return SwinTransformer(kwargs.pop('patch_size', [4, 4]), embed_dim, depths, num_heads, window_size, **kwargs)


WIDTHS = {'t': (96, [3, 6, 12, 24], [2, 2, 6, 2]), 's': (96, [3, 6, 12, 24], [2, 2, 18, 2]), 'b': (128, [4, 8, 16, 32], [2, 2, 18, 2])}
SECOND = {'block': SwinTransformerBlockV2, 'downsample_layer': PatchMergingV2}
DEPTH_PROBABILITIES = {'t': 0.2, 's': 0.3, 'b': 0.5}
for _kind, _window, _parts in (('swin_', 7, {}), ('swin_v2_', 8, SECOND)):
    for _size, (_width, _heads, _depths) in WIDTHS.items():
        globals()[_kind + _size] = builder(
            _kind + _size, sized, embed_dim=_width, depths=_depths, num_heads=_heads, window_size=[_window, _window],
            stochastic_depth_prob=DEPTH_PROBABILITIES[_size], **_parts)
