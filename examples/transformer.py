"""A transformer encoder with four blocks (Vaswani et al. 2017), layer norm first, over token numbers."""

import torch
from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width),
            nn.GELU(),
            nn.Linear(4 * width, width),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.norm1(x)
        x = x + self.attention(y, y, y, need_weights=False)[0]
        return x + self.mlp(self.norm2(x))


class TransformerEncoder(nn.Module):
    """Classifies a text by the mean of what the last block says of its tokens."""

    def __init__(
        self,
        vocab_size: int = 1000,
        length: int = 32,
        width: int = 64,
        heads: int = 4,
        depth: int = 4,
        num_classes: int = 2,
    ):
        super().__init__()
        self.tokens = nn.Embedding(vocab_size, width)
        self.positions = nn.Parameter(0.02 * torch.randn(length, width))
        self.blocks = nn.Sequential(*[EncoderBlock(width, heads) for _ in range(depth)])
        self.norm = nn.LayerNorm(width)
        self.classify = nn.Linear(width, num_classes)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        x = self.tokens(tokens) + self.positions
        x = self.norm(self.blocks(x))
        return self.classify(x.mean(dim=1))


if __name__ == "__main__":
    print(TransformerEncoder()(torch.randint(0, 1000, (2, 32))).shape)
