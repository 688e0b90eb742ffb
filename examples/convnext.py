"""A small ConvNeXt (Liu et al. 2022): depthwise 7x7, layer norm, an inverted bottleneck, a layer scale."""

import torch
from torch import nn


class ChannelNorm(nn.LayerNorm):
    """Layer norm over the channels of an image that holds them first."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class ConvNeXtBlock(nn.Module):
    def __init__(self, width: int, scale: float = 0.1):
        super().__init__()
        self.spatial = nn.Conv2d(width, width, 7, padding=3, groups=width)
        self.norm = nn.LayerNorm(width)
        self.expand = nn.Linear(width, 4 * width)
        self.act = nn.GELU()
        self.reduce = nn.Linear(4 * width, width)
        self.gamma = nn.Parameter(scale * torch.ones(width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        shortcut = x
        x = self.spatial(x).permute(0, 2, 3, 1)
        x = self.reduce(self.act(self.expand(self.norm(x))))
        x = (self.gamma * x).permute(0, 3, 1, 2)
        return shortcut + x


class ConvNeXt(nn.Module):
    def __init__(self, depths=(2, 2, 6, 2), widths=(24, 48, 96, 192), num_classes: int = 10):
        super().__init__()
        layers = [nn.Conv2d(3, widths[0], 4, stride=4), ChannelNorm(widths[0], eps=1e-6)]
        for index, (depth, width) in enumerate(zip(depths, widths)):
            if index > 0:
                before = widths[index - 1]
                layers += [ChannelNorm(before, eps=1e-6), nn.Conv2d(before, width, 2, stride=2)]
            layers += [ConvNeXtBlock(width) for _ in range(depth)]
        self.features = nn.Sequential(*layers)
        self.norm = nn.LayerNorm(widths[-1], eps=1e-6)
        self.head = nn.Linear(widths[-1], num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.norm(self.features(x).mean(dim=(-2, -1))))


if __name__ == "__main__":
    print(ConvNeXt()(torch.randn(2, 3, 64, 64)).shape)
