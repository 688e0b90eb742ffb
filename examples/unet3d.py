"""3D U-Net (Cicek et al. 2016) for volumes, with two levels of long skips."""

import torch
from torch import nn


class ConvBlock(nn.Sequential):
    def __init__(self, in_channels: int, channels: int, out_channels: int):
        super().__init__(
            nn.Conv3d(in_channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm3d(channels),
            nn.ReLU(),
            nn.Conv3d(channels, out_channels, 3, padding=1, bias=False),
            nn.BatchNorm3d(out_channels),
            nn.ReLU(),
        )


class UNet3D(nn.Module):
    def __init__(self, in_channels: int = 1, num_classes: int = 3, width: int = 8):
        super().__init__()
        self.enter = ConvBlock(in_channels, width, 2 * width)
        self.down = ConvBlock(2 * width, 2 * width, 4 * width)
        self.bottom = ConvBlock(4 * width, 4 * width, 8 * width)
        self.pool = nn.MaxPool3d(2)
        self.up2 = nn.ConvTranspose3d(8 * width, 8 * width, 2, stride=2)
        self.merge2 = ConvBlock(12 * width, 4 * width, 4 * width)
        self.up1 = nn.ConvTranspose3d(4 * width, 4 * width, 2, stride=2)
        self.merge1 = ConvBlock(6 * width, 2 * width, 2 * width)
        self.head = nn.Conv3d(2 * width, num_classes, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        fine = self.enter(x)
        middle = self.down(self.pool(fine))
        coarse = self.bottom(self.pool(middle))
        x = self.merge2(torch.cat((middle, self.up2(coarse)), dim=1))
        x = self.merge1(torch.cat((fine, self.up1(x)), dim=1))
        return self.head(x)


if __name__ == "__main__":
    print(UNet3D()(torch.randn(1, 1, 16, 16, 16)).shape)
