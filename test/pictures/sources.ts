/** A residual network of two blocks, whose shortcuts stand beside their bodies. */
export const residual = `import * as tf from '@tensorflow/tfjs';
type Tensor = tf.SymbolicTensor;
const same = { padding: 'same', kernelSize: 3 } as const;

function conv(x: Tensor, filters: number) {
  const bare = { filters, useBias: false, ...same };
  x = tf.layers.conv2d(bare).apply(x) as Tensor;
  return tf.layers.batchNormalization().apply(x);
}

function block(x: Tensor, filters: number) {
  const first = conv(x, filters) as Tensor;
  const bent = tf.layers.reLU().apply(first);
  const body = conv(bent as Tensor, filters);
  const sum = tf.layers.add().apply([x, body as Tensor]);
  return tf.layers.reLU().apply(sum) as Tensor;
}

export function residual(blocks = 2) {
  const image = tf.input({ shape: [16, 16, 3] });
  let x = conv(image, 16) as Tensor;
  for (let i = 0; i < blocks; i++) x = block(x, 16);
  x = tf.layers.globalAveragePooling2d({}).apply(x) as Tensor;
  const head = { units: 10, activation: 'softmax' } as const;
  const outputs = tf.layers.dense(head).apply(x) as Tensor;
  return tf.model({ inputs: image, outputs });
}
`;

/** A plain network whose gradient fades on its way back. */
export const sigmoids = `import * as tf from '@tensorflow/tfjs';

/** Twelve sigmoids in a row: each passes on a quarter at most. */
export function sigmoids(units = 32, depth = 12) {
  const net = tf.sequential();
  const inputShape = [20];
  const bend = { units, activation: 'sigmoid' } as const;
  net.add(tf.layers.dense({ ...bend, inputShape }));
  for (let i = 1; i < depth; i++) {
    net.add(tf.layers.dense(bend));
  }
  const head = { units: 10, activation: 'softmax' } as const;
  net.add(tf.layers.dense(head));
  return net;
}
`;

/** A residual network in PyTorch, whose blocks are called as its user calls them. */
export const residualPython = `import torch
from torch import nn


class Block(nn.Module):
    """Two convolutions, and a shortcut around both."""

    def __init__(self, inputs, channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return torch.relu(y + x)


class ResidualNet(nn.Module):
    def __init__(self, width=16, blocks=8, classes=10):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3, padding=1, bias=False)
        self.blocks = nn.Sequential(*[Block(width, width) for _ in range(blocks)])
        self.head = nn.Linear(width, classes)

    def forward(self, images):
        features = self.blocks(torch.relu(self.stem(images)))
        return self.head(features.mean(dim=(2, 3)))


if __name__ == "__main__":
    print(ResidualNet()(torch.randn(2, 3, 16, 16)).shape)
`;

/** The same with a second block that halves the resolution, and whose shortcut does not follow. */
export const brokenPython = residualPython.replace(
  'self.blocks = nn.Sequential(*[Block(width, width) for _ in range(blocks)])\n        self.head = nn.Linear(width, classes)',
  'self.blocks = nn.Sequential(Block(width, width), Block(width, 2 * width, 2))\n        self.head = nn.Linear(2 * width, classes)',
);

const plainPython = (bend: string): string => `import torch
from torch import nn


class Plain(nn.Module):
    """Twelve layers in a row."""

    def __init__(self, width=32, depth=12):
        super().__init__()
        self.first = nn.Linear(20, width)
        self.hidden = nn.ModuleList([nn.Linear(width, width) for _ in range(depth - 1)])
        self.last = nn.Linear(width, 10)

    def forward(self, x):
        x = ${bend}(self.first(x))
        for layer in self.hidden:
            x = ${bend}(layer(x))
        return self.last(x)
`;

/** A plain network in PyTorch whose gradient fades on its way back, and one that lets it through. */
export const sigmoidsPython = plainPython('torch.sigmoid');
export const relusPython = plainPython('torch.relu');
