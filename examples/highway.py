"""A highway network (Srivastava et al. 2015): a gate in each layer mixes the transform with its input."""

import torch
from torch import nn


class HighwayLayer(nn.Module):
    """y = g * tanh(W x) + (1 - g) * x; the gate starts half closed, so the input is carried at first."""

    def __init__(self, width: int, gate_bias: float = -1.0):
        super().__init__()
        self.transform = nn.Linear(width, width)
        self.gate = nn.Linear(width, width)
        nn.init.constant_(self.gate.bias, gate_bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        gate = torch.sigmoid(self.gate(x))
        return gate * torch.tanh(self.transform(x)) + (1 - gate) * x


class HighwayNetwork(nn.Module):
    def __init__(self, in_features: int = 784, width: int = 50, depth: int = 10, num_classes: int = 10):
        super().__init__()
        self.enter = nn.Linear(in_features, width)
        self.layers = nn.Sequential(*[HighwayLayer(width) for _ in range(depth)])
        self.classify = nn.Linear(width, num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.classify(self.layers(torch.tanh(self.enter(x))))


if __name__ == "__main__":
    print(HighwayNetwork()(torch.randn(8, 784)).shape)
