const packages = '.venv/lib/python3.12/site-packages';

/** The files of an environment whose one package holds a residual block. */
export const environment: Readonly<Record<string, string>> = {
  '.venv/bin/python': '',
  [`${packages}/blocks/__init__.py`]: `import torch.nn as nn


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layer = nn.Linear(width, width)
        self.activation = nn.ReLU()

    def forward(self, x):
        return x + self.activation(self.layer(x))
`,
};

/** A definition that has a block of it, called at line 13. */
export const usesBlocks = `import torch
from torch import nn
from blocks import Residual


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Residual(8)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(self.block(x))
`;
