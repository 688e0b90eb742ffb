import type { NetworkGraph } from '../../../src/shared/network/network';
import type { Tensor } from '../graphBuilder';
import { NetworkBuilder } from '../networkBuilder';

export function vgg(): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.input(64, 64, 3);
  for (const [width, count] of [
    [8, 2],
    [16, 2],
    [32, 3],
    [64, 3],
    [64, 3],
  ] as const) {
    for (let index = 0; index < count; index++) x = net.conv(x, width, { activation: 'relu' });
    x = net.pool(x);
  }
  const hidden = net.dropout(net.dense(net.flatten(x), 64, 'relu'));
  return net.graph(net.dense(net.dense(hidden, 64, 'relu'), 10, 'softmax'));
}

/** With the two-GPU form of its convolutions: slices of the channels side by side. */
export function alexNet(): NetworkGraph {
  const net = new NetworkBuilder();
  const grouped = (y: Tensor, width: number) =>
    net.concat([0, 1].map(() => net.conv(net.slice(y, y.shape.at(-1)! / 2), width / 2)));
  let x = net.conv(net.input(64, 64, 3), 16, { kernel: 11, stride: 4, activation: 'relu' });
  x = net.relu(grouped(net.pool(x, 3, 2), 32));
  x = net.conv(net.pool(x, 3, 2), 48, { activation: 'relu' });
  x = net.pool(net.relu(grouped(net.relu(grouped(x, 48)), 32)), 3, 2);
  const hidden = net.dropout(net.dense(net.flatten(x), 64, 'relu'));
  return net.graph(net.dense(net.dropout(net.dense(hidden, 64, 'relu')), 10, 'softmax'));
}

/** SqueezeNet 1.0; with `bypass`, the variant that adds identities around every second fire module. */
export function squeezeNet(bypass = false): NetworkGraph {
  const net = new NetworkBuilder();
  const fire = (y: Tensor, squeeze: number, expand: number) => {
    const s = net.conv(y, squeeze, { kernel: 1, activation: 'relu' });
    return net.concat([
      net.conv(s, expand, { kernel: 1, activation: 'relu' }),
      net.conv(s, expand, { activation: 'relu' }),
    ]);
  };
  let x = net.pool(net.conv(net.input(64, 64, 3), 96, { kernel: 7, stride: 2 }), 3, 2);
  [16, 16, 32, 32, 48, 48, 64, 64].forEach((width, index) => {
    const y = fire(x, width, 4 * width);
    x = bypass && index % 2 === 1 ? net.add(x, y) : y;
    if (index === 2 || index === 6) x = net.pool(x, 3, 2);
  });
  return net.graph(net.globalPool(net.relu(net.conv(x, 10, { kernel: 1 }))));
}

export function mobileNetV1(): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.relu(net.batchNorm(net.conv(net.input(64, 64, 3), 8, { stride: 2 })));
  for (const stride of [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1]) {
    x = net.relu(net.batchNorm(net.depthwise(x, { stride })));
    x = net.relu(net.batchNorm(net.conv(x, 8 * stride, { kernel: 1 })));
  }
  return net.graph(net.dense(net.globalPool(x), 10, 'softmax'));
}

export function stackedLstm(): NetworkGraph {
  const net = new NetworkBuilder();
  const sequence = net.recurrent(net.embedding(net.tokens(20), 16), 16, true);
  return net.graph(net.dense(net.recurrent(net.recurrent(sequence, 16, true), 16), 2, 'softmax'));
}
