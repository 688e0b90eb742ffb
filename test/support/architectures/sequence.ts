import type { NetworkGraph } from '../../../src/shared/network/network';
import type { Tensor } from '../graphBuilder';
import { NetworkBuilder } from '../networkBuilder';

/** Notation of a highway layer's blend of H(x) and x. */
export type HighwayForm = 'complement' | 'gathered' | 'spread' | 'swapped' | 'projected';

export function highway(
  layers: number,
  form: HighwayForm = 'complement',
  activation: 'relu' | 'tanh' = 'relu',
): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.dense(net.input(20), 16, activation);
  for (let layer = 0; layer < layers; layer++) {
    const t = net.dense(x, 16, 'sigmoid');
    const h = net.dense(x, 16, activation);
    if (form === 'complement') {
      x = net.add(net.multiply(t, h), net.multiply(net.complement(t), x));
    } else if (form === 'gathered') {
      x = net.add(x, net.multiply(t, net.subtract(h, x)));
    } else if (form === 'spread') {
      x = net.add(net.multiply(t, h), net.subtract(x, net.multiply(x, t)));
    } else if (form === 'swapped') {
      x = net.add(net.multiply(h, net.complement(t)), net.multiply(x, t));
    } else {
      x = net.add(net.multiply(t, h), net.multiply(net.complement(t), net.dense(x, 16)));
    }
  }
  return net.graph(net.dense(x, 2, 'softmax'));
}

/** Attention as one layer, or spelled out as queries, keys, values and products. */
type Attention = 'layer' | 'spelled';

function attend(net: NetworkBuilder, x: Tensor, how: Attention): Tensor {
  if (how === 'layer') return net.attention(x);
  const [length, width] = [x.shape[1]!, x.shape[2]!];
  const [query, key, value] = [net.dense(x, width), net.dense(x, width), net.dense(x, width)];
  const scores = net.activation(net.dot(query, key, [null, length, length]), 'softmax');
  return net.dense(net.dot(scores, value, [null, length, width]), width);
}

const mlp = (net: NetworkBuilder, x: Tensor): Tensor =>
  net.dense(net.dense(x, 4 * x.shape.at(-1)!, 'relu'), x.shape.at(-1)!);

function embed(net: NetworkBuilder, length: number, width: number): Tensor {
  const ids = net.tokens(length);
  const positions = net.embedding(net.constant(length), width);
  return net.add(net.embedding(ids, width), positions);
}

export function transformerEncoder(
  blocks: number,
  order: 'pre' | 'post' = 'post',
  how: Attention = 'layer',
): NetworkGraph {
  const net = new NetworkBuilder();
  let x = embed(net, 16, 8);
  for (let block = 0; block < blocks; block++) {
    if (order === 'post') {
      x = net.layerNorm(net.add(x, net.dropout(attend(net, x, how))));
      x = net.layerNorm(net.add(x, net.dropout(mlp(net, x))));
    } else {
      x = net.add(x, attend(net, net.layerNorm(x), how));
      x = net.add(x, mlp(net, net.layerNorm(x)));
    }
  }
  return net.graph(net.dense(x, 10, 'softmax'));
}

export const gpt2Small = (): NetworkGraph => transformerEncoder(12, 'pre', 'spelled');

export function encoderDecoder(blocks = 6): NetworkGraph {
  const net = new NetworkBuilder();
  let memory = embed(net, 16, 8);
  for (let block = 0; block < blocks; block++) {
    memory = net.layerNorm(net.add(memory, net.attention(memory)));
    memory = net.layerNorm(net.add(memory, mlp(net, memory)));
  }
  let x = embed(net, 12, 8);
  for (let block = 0; block < blocks; block++) {
    x = net.layerNorm(net.add(x, net.attention(x)));
    x = net.layerNorm(net.add(x, net.attention(x, memory)));
    x = net.layerNorm(net.add(x, mlp(net, x)));
  }
  return net.graph(net.dense(x, 100, 'softmax'));
}

export function visionTransformer(blocks = 12): NetworkGraph {
  const net = new NetworkBuilder();
  const patches = net.conv(net.input(32, 32, 3), 8, { kernel: 8, stride: 8 });
  const classToken = net.embedding(net.constant(1), 8);
  const tokens = net.concat([classToken, net.reshape(patches, 16, 8)], 1);
  let x = net.add(tokens, net.embedding(net.constant(17), 8));
  for (let block = 0; block < blocks; block++) {
    x = net.add(x, net.attention(net.layerNorm(x)));
    x = net.add(x, mlp(net, net.layerNorm(x)));
  }
  return net.graph(net.dense(net.passive(net.layerNorm(x), 'slice', [null, 8]), 10, 'softmax'));
}

/** Swin: windows shifted by cutting and re-joining, patches merged by joining four subsamplings. */
export function swin(depths: readonly number[] = [2, 2, 6, 2]): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.conv(net.input(64, 64, 3), 8, { kernel: 4, stride: 4 });
  depths.forEach((depth, stage) => {
    if (stage > 0) {
      const quarters = [0, 1, 2, 3].map(() => net.subsample(x));
      x = net.dense(net.layerNorm(net.concat(quarters)), 8 * 2 ** stage);
    }
    for (let block = 0; block < depth; block++) {
      const normed = net.layerNorm(x);
      const shifted = block % 2 === 1 ? roll(net, normed) : normed;
      const attended = net.attention(shifted);
      x = net.add(x, block % 2 === 1 ? roll(net, attended) : attended);
      x = net.add(x, mlp(net, net.layerNorm(x)));
    }
  });
  return net.graph(net.dense(net.globalPool(x), 10, 'softmax'));
}

/** A cyclic shift along the rows. */
function roll(net: NetworkBuilder, x: Tensor): Tensor {
  const [batch, rows, ...rest] = x.shape;
  const part = (extent: number) => net.passive(x, 'slice', [batch!, extent, ...rest]);
  return net.concat([part(rows! - 1), part(1)], 1);
}

/** Wide & Deep: the input is concatenated again before the last layer (Cheng et al. 2016). */
export function wideAndDeep(): NetworkGraph {
  const net = new NetworkBuilder();
  const x = net.input(20);
  const deep = net.dense(net.dense(x, 32, 'relu'), 16, 'relu');
  return net.graph(net.dense(net.concat([x, deep]), 1, 'sigmoid'));
}
