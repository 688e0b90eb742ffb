"""Sentiment of a text from two stacked LSTM layers (Hochreiter & Schmidhuber 1997). No skips."""

import torch
from torch import nn


class LSTMClassifier(nn.Module):
    def __init__(self, vocab_size: int = 500, width: int = 16, num_classes: int = 2):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, width)
        self.lstm = nn.LSTM(width, width, num_layers=2, batch_first=True)
        self.classify = nn.Linear(width, num_classes)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        _, (hidden, _) = self.lstm(self.embedding(tokens))
        return self.classify(hidden[-1])


if __name__ == "__main__":
    print(LSTMClassifier()(torch.randint(0, 500, (4, 20))).shape)
