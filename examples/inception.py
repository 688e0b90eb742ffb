"""Three inception modules (Szegedy et al. 2015): parallel branches, which are no skip connections."""

import torch
from torch import nn


class ConvBN(nn.Sequential):
    def __init__(self, in_channels: int, out_channels: int, kernel: int):
        super().__init__(
            nn.Conv2d(in_channels, out_channels, kernel, padding=kernel // 2, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
        )


class Inception(nn.Module):
    """Four branches side by side: 1x1, 3x3, 5x5 and pooling."""

    def __init__(self, in_channels: int, width: int):
        super().__init__()
        self.branch1 = ConvBN(in_channels, width, 1)
        self.branch3 = nn.Sequential(ConvBN(in_channels, width, 1), ConvBN(width, 2 * width, 3))
        self.branch5 = nn.Sequential(
            ConvBN(in_channels, width // 2, 1), ConvBN(width // 2, width, 5)
        )
        self.pool = nn.Sequential(
            nn.MaxPool2d(3, stride=1, padding=1), ConvBN(in_channels, width, 1)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        branches = [self.branch1(x), self.branch3(x), self.branch5(x), self.pool(x)]
        return torch.cat(branches, dim=1)


class InceptionNet(nn.Module):
    def __init__(self, width: int = 16, num_classes: int = 10):
        super().__init__()
        self.features = nn.Sequential(
            ConvBN(3, 32, 3),
            Inception(32, width),
            nn.MaxPool2d(2),
            Inception(5 * width, width),
            nn.MaxPool2d(2),
            Inception(5 * width, width),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
        )
        self.classifier = nn.Linear(5 * width, num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.classifier(self.features(x))


if __name__ == "__main__":
    print(InceptionNet()(torch.randn(2, 3, 32, 32)).shape)
