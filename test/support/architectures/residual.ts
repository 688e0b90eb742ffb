import type { NetworkGraph } from '../../../src/shared/network/network';
import type { Tensor } from '../graphBuilder';
import { NetworkBuilder } from '../networkBuilder';

const repeat = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function classify(net: NetworkBuilder, x: Tensor, classes = 10): NetworkGraph {
  return net.graph(net.dense(net.globalPool(x), classes, 'softmax'));
}

function convBn(
  net: NetworkBuilder,
  x: Tensor,
  channels: number,
  [kernel, stride]: readonly [kernel: number, stride: number] = [3, 1],
): Tensor {
  return net.batchNorm(net.conv(x, channels, { kernel, stride }));
}

/** Squeeze-and-excitation: per-channel factors from the globally pooled tensor (Hu et al. 2018). */
export function squeezeExcite(net: NetworkBuilder, x: Tensor): Tensor {
  const channels = x.shape.at(-1)!;
  const squeezed = net.dense(net.globalPool(x), Math.ceil(channels / 4), 'relu');
  return net.multiply(x, net.dense(squeezed, channels, 'sigmoid'));
}

type Block = (net: NetworkBuilder, x: Tensor, channels: number, stride: number) => Tensor;

function projectedTo(net: NetworkBuilder, x: Tensor, y: Tensor, stride: number): Tensor {
  return stride > 1 || x.shape.at(-1) !== y.shape.at(-1)
    ? convBn(net, x, y.shape.at(-1)!, [1, stride])
    : x;
}

const basic: Block = (net, x, channels, stride) => {
  const y = net.relu(convBn(net, x, channels, [3, stride]));
  const body = convBn(net, y, channels);
  return net.relu(net.add(body, projectedTo(net, x, body, stride)));
};

const bottleneck: Block = (net, x, channels, stride) => {
  const y = net.relu(convBn(net, x, channels, [1, stride]));
  const body = convBn(net, net.relu(convBn(net, y, channels)), 4 * channels, [1, 1]);
  return net.relu(net.add(projectedTo(net, x, body, stride), body));
};

const squeezeExcited: Block = (net, x, channels, stride) => {
  const y = net.relu(convBn(net, x, channels, [3, stride]));
  const body = squeezeExcite(net, convBn(net, y, channels));
  return net.relu(net.add(body, projectedTo(net, x, body, stride)));
};

const preActivated =
  (expansion: number): Block =>
  (net, x, channels, stride) => {
    const width = channels * expansion;
    const out = net.relu(net.batchNorm(x));
    const projects = stride > 1 || x.shape.at(-1) !== width;
    const shortcut = projects ? net.conv(out, width, { kernel: 1, stride }) : x;
    const bn = (y: Tensor) => net.relu(net.batchNorm(y));
    if (expansion === 1) {
      const body = net.conv(bn(net.conv(out, channels, { stride })), channels);
      return net.add(body, shortcut);
    }
    const reduced = bn(net.conv(out, channels, { kernel: 1 }));
    const body = net.conv(bn(net.conv(reduced, channels, { stride })), width, { kernel: 1 });
    return net.add(body, shortcut);
  };

function imageNet(block: Block, counts: readonly number[]): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.pool(net.relu(convBn(net, net.input(64, 64, 3), 16, [7, 2])), 3, 2);
  counts.forEach((count, stage) => {
    for (const index of repeat(count)) {
      x = block(net, x, 16 * 2 ** stage, stage > 0 && index === 0 ? 2 : 1);
    }
  });
  return classify(net, x);
}

export const resnet18 = (): NetworkGraph => imageNet(basic, [2, 2, 2, 2]);
export const resnet34 = (): NetworkGraph => imageNet(basic, [3, 4, 6, 3]);
export const resnet50 = (): NetworkGraph => imageNet(bottleneck, [3, 4, 6, 3]);
export const resnet101 = (): NetworkGraph => imageNet(bottleneck, [3, 4, 23, 3]);
export const preActResnet18 = (): NetworkGraph => imageNet(preActivated(1), [2, 2, 2, 2]);
export const preActResnet50 = (): NetworkGraph => imageNet(preActivated(4), [3, 4, 6, 3]);
export const senet18 = (): NetworkGraph => imageNet(squeezeExcited, [2, 2, 2, 2]);

/** The CIFAR form of depth 6n + 2; option A subsamples and pads the shortcut, option B projects it. */
export function cifarResnet(depth: number, option: 'A' | 'B'): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.relu(convBn(net, net.input(32, 32, 3), 16));
  for (const width of [16, 32, 64]) {
    for (const index of repeat((depth - 2) / 6)) {
      const stride = width > 16 && index === 0 ? 2 : 1;
      const y = net.relu(convBn(net, x, width, [3, stride]));
      const body = convBn(net, y, width);
      const padded = () => net.padChannels(net.subsample(x), width);
      const projected = () => convBn(net, x, width, [1, 2]);
      const reduced = option === 'A' ? padded : projected;
      x = net.relu(net.add(body, stride > 1 ? reduced() : x));
    }
  }
  return classify(net, x);
}

/** WRN-28-10: three groups of four pre-activated blocks, each group widening. */
export function wideResnet(widening = 10): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.conv(net.input(32, 32, 3), 16);
  for (const width of [16, 32, 64]) {
    for (const index of repeat(4)) {
      x = preActivated(1)(net, x, width * widening, width > 16 && index === 0 ? 2 : 1);
    }
  }
  return classify(net, net.relu(net.batchNorm(x)));
}

export function mobileNetV2(): NetworkGraph {
  const net = new NetworkBuilder();
  const stages = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
  ] as const;
  return invertedResiduals(net, stages, (x) => x);
}

export function efficientNetB0(): NetworkGraph {
  const net = new NetworkBuilder();
  const stages = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 40, 2, 2],
    [6, 80, 3, 2],
    [6, 112, 3, 1],
    [6, 192, 4, 2],
    [6, 320, 1, 1],
  ] as const;
  return invertedResiduals(net, stages, (x) => squeezeExcite(net, x));
}

/** Stages of [expansion, channels, repetitions, stride of the first]. */
function invertedResiduals(
  net: NetworkBuilder,
  stages: readonly (readonly [number, number, number, number])[],
  excite: (x: Tensor) => Tensor,
): NetworkGraph {
  let x = net.relu(convBn(net, net.input(64, 64, 3), 32, [3, 2]));
  for (const [expansion, channels, count, first] of stages) {
    for (const index of repeat(count)) {
      const stride = index === 0 ? first : 1;
      const wide = x.shape.at(-1)! * expansion;
      const expanded = expansion > 1 ? net.relu(convBn(net, x, wide, [1, 1])) : x;
      const deep = net.relu(net.batchNorm(net.depthwise(expanded, { stride })));
      const body = convBn(net, excite(deep), channels, [1, 1]);
      const fits = stride === 1 && x.shape.at(-1) === channels;
      x = fits ? net.add(x, net.dropout(body)) : body;
    }
  }
  return classify(net, x);
}

export function xception(): NetworkGraph {
  const net = new NetworkBuilder();
  const separable = (y: Tensor, width: number) => net.batchNorm(net.separable(net.relu(y), width));
  const reducing = (y: Tensor, first: number, second: number) => {
    const body = net.pool(separable(separable(y, first), second), 3, 2);
    return net.add(body, convBn(net, y, second, [1, 2]));
  };
  let x = net.relu(convBn(net, net.input(64, 64, 3), 32, [3, 2]));
  x = net.relu(convBn(net, x, 64));
  for (const width of [128, 256, 728]) x = reducing(x, width, width);
  for (let index = 0; index < 8; index++) {
    x = net.add(separable(separable(separable(x, 728), 728), 728), x);
  }
  x = separable(separable(reducing(x, 728, 1024), 1536), 2048);
  return classify(net, x);
}

/** A denoiser that subtracts the noise which its body predicts from its input (Zhang et al. 2017). */
export function dnCnn(depth = 17): NetworkGraph {
  const net = new NetworkBuilder();
  const input = net.input(40, 40, 1);
  let x = net.conv(input, 64, { activation: 'relu' });
  for (let index = 2; index < depth; index++) x = net.relu(convBn(net, x, 64));
  return net.graph(net.subtract(input, net.conv(x, 1)));
}

/** One RepVGG block in its training form: identity, 1×1 and 3×3 side by side. */
export function repVggBlock(): NetworkGraph {
  const net = new NetworkBuilder();
  const x = net.relu(net.conv(net.input(16, 16, 8), 8));
  const branches = [net.batchNorm(x), convBn(net, x, 8, [1, 1]), convBn(net, x, 8)];
  return net.graph(net.relu(net.add(...branches)));
}

/** Residual attention (Wang et al. 2017): (1 + M)·T with a soft mask M that pools and upsamples. */
export function residualAttention(): NetworkGraph {
  const net = new NetworkBuilder();
  const x = net.relu(net.conv(net.input(16, 16, 8), 8));
  const trunk = net.relu(net.conv(x, 8));
  const mask = net.activation(net.conv(net.up(net.conv(net.pool(trunk), 8)), 8), 'sigmoid');
  return net.graph(net.add(trunk, net.multiply(trunk, mask)));
}
