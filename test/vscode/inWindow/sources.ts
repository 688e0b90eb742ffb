/** Definitions that the tests write into the workspace, each test those that it needs. */

const head = "import * as tf from '@tensorflow/tfjs';\n";

/** Eleven sigmoid layers from one line of a loop, so that the first of them starves. */
export const starving = `${head}export function starving() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 16, inputShape: [16], activation: 'sigmoid' }));
  for (let i = 0; i < 11; i++) {
    model.add(tf.layers.dense({ units: 16, activation: 'sigmoid' }));
  }
  model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
  return model;
}
`;

/** Has a bias that batch norm takes away again, at line 4. */
export const biased = `${head}export function biased() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, inputShape: [4] }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.reLU());
  model.add(tf.layers.dense({ units: 2 }));
  return model;
}
`;

/** Makes two shortcuts at line 7. */
export const shortcuts = `${head}export function shortcuts() {
  const image = tf.input({ shape: [8] });
  let x = tf.layers.dense({ units: 8 }).apply(image) as tf.SymbolicTensor;
  for (let i = 0; i < 2; i++) {
    const body = tf.layers.dense({ units: 8, activation: 'tanh' }).apply(x) as tf.SymbolicTensor;
    x = tf.layers.add().apply([x, body]) as tf.SymbolicTensor;
  }
  const outputs = tf.layers.dense({ units: 2 }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs });
}
`;

/** Adds branches that do not fit, at line 6. */
export const clash = `${head}export function clash() {
  const image = tf.input({ shape: [8] });
  const hidden = tf.layers.dense({ units: 16, activation: 'relu' }).apply(image);
  const body = tf.layers.dense({ units: 16 }).apply(hidden) as tf.SymbolicTensor;
  const sum = tf.layers.add().apply([body, image]) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: sum });
}
`;

export const small = `${head}export function small() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, inputShape: [4], activation: 'relu' }));
  model.add(tf.layers.dense({ units: 2 }));
  return model;
}
`;

export const broken = `${head}export function broken() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1, inputShape: [4] }));
  return model
  const ] = 3;
}
`;

/** Throws at line 5. */
export const mismatched = `${head}export function mismatched() {
  const image = tf.input({ shape: [8] });
  const body = tf.layers.dense({ units: 4 }).apply(image);
  const sum = tf.layers.add().apply([image, body] as tf.SymbolicTensor[]);
  return tf.model({ inputs: image, outputs: sum as tf.SymbolicTensor });
}
`;

/** Never ends; its function is called `name`. */
export const endless = (name: string): string => `${head}export function ${name}() {
  const model = tf.sequential();
  for (;;) model.name;
  return model;
}
`;

export const leaves = `${head}export function leaves() {
  const model = tf.sequential();
  process.exit(0);
  return model;
}
`;

export const hungry = `${head}export function hungry() {
  const model = tf.sequential();
  const kept: number[][] = [];
  for (;;) kept.push(new Array(1_000_000).fill(1));
  return model;
}
`;

/** Has a bias that batch norm takes away again, called at line 13. */
export const biasedPython = `import torch
from torch import nn


class Biased(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(8, 8)
        self.norm = nn.BatchNorm1d(8)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(x + torch.relu(self.norm(self.linear(x))))
`;
