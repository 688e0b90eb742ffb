import type { NetworkGraph } from '../../../src/shared/network/network';
import type { Tensor } from '../graphBuilder';
import { NetworkBuilder } from '../networkBuilder';

function convBn(
  net: NetworkBuilder,
  x: Tensor,
  width: number,
  options: { kernel?: number; stride?: number; dilation?: number } = {},
): Tensor {
  return net.relu(net.batchNorm(net.conv(x, width, options)));
}

export function googLeNet(): NetworkGraph {
  const net = new NetworkBuilder();
  const one = (y: Tensor, width: number) => convBn(net, y, width, { kernel: 1 });
  const inception = (y: Tensor) =>
    net.concat([
      one(y, 8),
      convBn(net, one(y, 8), 16),
      convBn(net, one(y, 4), 8, { kernel: 5 }),
      one(net.pool(y, 3, 1), 8),
    ]);
  let x = net.pool(convBn(net, net.input(64, 64, 3), 16, { kernel: 7, stride: 2 }), 3, 2);
  x = net.pool(convBn(net, one(x, 16), 24), 3, 2);
  for (let index = 0; index < 9; index++) {
    x = inception(x);
    if (index === 1 || index === 6) x = net.pool(x, 3, 2);
  }
  return net.graph(net.dense(net.dropout(net.globalPool(x)), 10, 'softmax'));
}

/** An Inception reduction: two strided convolution branches beside a strided pool. */
export function inceptionReduction(): NetworkGraph {
  const net = new NetworkBuilder();
  const x = convBn(net, net.input(32, 32, 3), 8);
  const deep = convBn(net, convBn(net, convBn(net, x, 8, { kernel: 1 }), 8), 8, { stride: 2 });
  return net.graph(net.concat([convBn(net, x, 8, { stride: 2 }), deep, net.pool(x, 3, 2)]));
}

/** ShuffleNet-v1 at stride 2: the pooled input beside a bottleneck. */
export function shuffleNetV1Reduction(): NetworkGraph {
  const net = new NetworkBuilder();
  const x = convBn(net, net.input(32, 32, 3), 8);
  const deep = net.batchNorm(net.depthwise(convBn(net, x, 4, { kernel: 1 }), { stride: 2 }));
  const body = net.batchNorm(net.conv(deep, 8, { kernel: 1 }));
  return net.graph(net.relu(net.concat([net.pool(x, 3, 2), body])));
}

/** ShuffleNet-v2 at stride 1: one half of the channels goes round the body. */
export function shuffleNetV2Unit(): NetworkGraph {
  const net = new NetworkBuilder();
  const [kept, worked] = net.split(convBn(net, net.input(32, 32, 3), 8));
  const deep = net.batchNorm(net.depthwise(convBn(net, worked, 4, { kernel: 1 })));
  return net.graph(net.concat([kept, convBn(net, deep, 4, { kernel: 1 })]));
}

/** DeepLab-v3: atrous spatial pyramid pooling on top of a backbone. */
export function deepLabV3(): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.input(64, 64, 3);
  for (const width of [8, 16, 32]) x = convBn(net, x, width, { stride: 2 });
  const image = net.up(convBn(net, net.reshape(net.globalPool(x), 1, 1, 32), 32, { kernel: 1 }), 8);
  const atrous = [6, 12, 18].map((dilation) => convBn(net, x, 32, { dilation }));
  const pyramid = net.concat([convBn(net, x, 32, { kernel: 1 }), ...atrous, image]);
  return net.graph(net.up(net.conv(convBn(net, pyramid, 32, { kernel: 1 }), 21), 8));
}

/** Spatial pyramid pooling as in YOLO: pools of several sizes beside the tensor itself. */
export function spatialPyramid(): NetworkGraph {
  const net = new NetworkBuilder();
  const x = convBn(net, net.input(32, 32, 3), 8);
  return net.graph(net.conv(net.concat([x, ...[5, 9, 13].map((size) => net.pool(x, size, 1))]), 8));
}

/** Globally pooled vectors of several stages side by side. */
export function pooledStages(): NetworkGraph {
  const net = new NetworkBuilder();
  const stages = [convBn(net, net.input(32, 32, 3), 8)];
  for (const width of [16, 32]) stages.push(convBn(net, stages.at(-1)!, width, { stride: 2 }));
  return net.graph(net.dense(net.concat(stages.map((stage) => net.globalPool(stage))), 10));
}

/** The first dual path block: its projection is sliced into a residual and a dense part. */
export function dualPathBlock(): NetworkGraph {
  const net = new NetworkBuilder();
  const x = convBn(net, net.input(32, 32, 3), 16);
  const projected = net.batchNorm(net.conv(x, 24, { kernel: 1 }));
  const body = net.conv(convBn(net, convBn(net, x, 8, { kernel: 1 }), 8), 24, { kernel: 1 });
  const residual = net.add(net.slice(projected, 16), net.slice(body, 16));
  const dense = net.concat([net.slice(projected, 8), net.slice(body, 8)]);
  return net.graph(residual, dense);
}
