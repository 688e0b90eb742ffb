import type { NetworkGraph } from '../../../src/shared/network/network';
import type { Tensor } from '../graphBuilder';
import { NetworkBuilder } from '../networkBuilder';

export type DenseForm = 'list' | 'chained';

export interface DenseNetOptions {
  readonly growth: number;
  readonly bottleneck: boolean;
  readonly form: DenseForm;
}

/**
 * The layers of one dense block. In list form each layer concatenates all features so far, in chained form
 * the newest to what was concatenated before; the two compute the same.
 */
export function denseBlock(
  net: NetworkBuilder,
  x: Tensor,
  layers: number,
  { growth, bottleneck, form }: DenseNetOptions,
): Tensor {
  const composite = (y: Tensor, width: number, kernel: number) =>
    net.conv(net.relu(net.batchNorm(y)), width, { kernel });
  const features = [x];
  let joined = x;
  for (let layer = 0; layer < layers; layer++) {
    const narrow = bottleneck ? composite(joined, 4 * growth, 1) : joined;
    const fresh = composite(narrow, growth, 3);
    features.push(fresh);
    joined = form === 'list' ? net.concat(features) : net.concat([joined, fresh]);
  }
  return joined;
}

export function denseNet(
  blocks: readonly number[],
  options: Partial<DenseNetOptions> = {},
): NetworkGraph {
  const net = new NetworkBuilder();
  const form = { growth: 4, bottleneck: true, form: 'chained' as const, ...options };
  let x = net.conv(net.input(32, 32, 3), 2 * form.growth, { stride: 1 });
  blocks.forEach((layers, index) => {
    x = denseBlock(net, x, layers, form);
    if (index === blocks.length - 1) return;
    const half = Math.floor(x.shape.at(-1)! / 2);
    x = net.pool(net.conv(net.relu(net.batchNorm(x)), half, { kernel: 1 }));
  });
  return net.graph(net.dense(net.globalPool(net.relu(net.batchNorm(x))), 10, 'softmax'));
}

export const denseNet121 = (form: DenseForm): NetworkGraph => denseNet([6, 12, 24, 16], { form });
export const denseNet169 = (form: DenseForm): NetworkGraph => denseNet([6, 12, 32, 32], { form });
/** DenseNet-BC of depth 100: three blocks of 16. */
export const denseNetBc100 = (form: DenseForm): NetworkGraph => denseNet([16, 16, 16], { form });
