import type { NetworkGraph } from '../../../src/shared/network/network';
import type { Tensor } from '../graphBuilder';
import { NetworkBuilder } from '../networkBuilder';

const twice = (net: NetworkBuilder, x: Tensor, width: number): Tensor =>
  net.conv(net.conv(x, width, { activation: 'relu' }), width, { activation: 'relu' });

export interface UNetOptions {
  readonly levels?: number;
  /** Pixels to a side of the input. */
  readonly size?: number;
  /** Levels, counted from the full resolution, whose long skip is left out. */
  readonly without?: readonly number[];
  /** Attention gates on the skips (Oktay et al. 2018). */
  readonly gated?: boolean;
}

export function uNet({
  levels = 4,
  size = 64,
  without = [],
  gated = false,
}: UNetOptions = {}): NetworkGraph {
  const net = new NetworkBuilder();
  const encoded: Tensor[] = [];
  let x = net.input(size, size, 3);
  for (let level = 0; level < levels; level++) {
    encoded.push(twice(net, x, 8 * 2 ** level));
    x = net.pool(encoded[level]!);
  }
  x = twice(net, x, 8 * 2 ** levels);
  for (let level = levels - 1; level >= 0; level--) {
    const up = net.transposed(x, 8 * 2 ** level);
    const skip = gated ? attentionGate(net, encoded[level]!, up) : encoded[level]!;
    const joined = without.includes(level) ? up : net.concat([skip, up]);
    x = twice(net, joined, 8 * 2 ** level);
  }
  return net.graph(net.conv(x, 2, { kernel: 1 }));
}

function attentionGate(net: NetworkBuilder, x: Tensor, signal: Tensor): Tensor {
  const width = x.shape.at(-1)!;
  const mixed = net.add(net.conv(x, width, { kernel: 1 }), net.conv(signal, width, { kernel: 1 }));
  return net.multiply(x, net.conv(net.relu(mixed), 1, { kernel: 1, activation: 'sigmoid' }));
}

/** UNet++: node (i, j) concatenates all nodes before it in its row and the upsampled one below. */
export function uNetPlusPlus(levels = 4): NetworkGraph {
  const net = new NetworkBuilder();
  const rows: Tensor[][] = [];
  let x = net.input(64, 64, 3);
  for (let row = 0; row <= levels; row++) {
    const node = twice(net, row > 0 ? net.pool(x) : x, 8 * 2 ** row);
    rows.push([node]);
    x = node;
  }
  for (let column = 1; column <= levels; column++) {
    for (let row = 0; row <= levels - column; row++) {
      const below = net.up(rows[row + 1]![column - 1]!);
      rows[row]!.push(twice(net, net.concat([...rows[row]!, below]), 8 * 2 ** row));
    }
  }
  return net.graph(net.conv(rows[0]!.at(-1)!, 2, { kernel: 1 }));
}

/** FCN: scores upsampled in one go (32s), or refined by the scores of pool4 and pool3 (8s). */
export function fcn(finest: 8 | 32): NetworkGraph {
  const net = new NetworkBuilder();
  const pooled: Tensor[] = [];
  let x = net.input(64, 64, 3);
  for (const width of [8, 16, 32, 64, 64]) {
    x = net.pool(twice(net, x, width));
    pooled.push(x);
  }
  const score = (y: Tensor) => net.conv(y, 21, { kernel: 1 });
  const hidden = net.dropout(net.conv(x, 128, { kernel: 7, activation: 'relu' }));
  let scores = score(net.dropout(net.conv(hidden, 128, { kernel: 1, activation: 'relu' })));
  if (finest === 32) return net.graph(net.transposed(scores, 21, 32));
  scores = net.add(net.transposed(scores, 21), score(pooled[3]!));
  scores = net.add(net.transposed(scores, 21), score(pooled[2]!));
  return net.graph(net.transposed(scores, 21, 8));
}

/** Darknet-53 with its three detection heads. */
export function yoloV3(): NetworkGraph {
  const net = new NetworkBuilder();
  const cbl = (y: Tensor, width: number, kernel: number, stride = 1) =>
    net.relu(net.batchNorm(net.conv(y, width, { kernel, stride })));
  let x = cbl(net.input(64, 64, 3), 4, 3);
  const routes: Tensor[] = [];
  [1, 2, 8, 8, 4].forEach((count, stage) => {
    const width = 8 * 2 ** stage;
    x = cbl(x, width, 3, 2);
    for (let index = 0; index < count; index++) {
      x = net.add(x, cbl(cbl(x, width / 2, 1), width, 3));
    }
    routes.push(x);
  });
  const heads: Tensor[] = [];
  for (const [width, route] of [
    [64, undefined],
    [32, routes[3]],
    [16, routes[2]],
  ] as const) {
    if (route) x = net.concat([net.up(cbl(x, width, 1)), route]);
    for (let index = 0; index < 2; index++) x = cbl(cbl(x, width, 1), 2 * width, 3);
    x = cbl(x, width, 1);
    heads.push(net.conv(cbl(x, 2 * width, 3), 18, { kernel: 1 }));
  }
  return net.graph(...heads);
}

/** A feature pyramid: lateral 1×1 projections are added to the upsampled coarser level. */
export function featurePyramid(): NetworkGraph {
  const net = new NetworkBuilder();
  const stages: Tensor[] = [];
  let x = net.input(64, 64, 3);
  for (const width of [8, 16, 32, 64]) {
    x = net.conv(net.conv(x, width, { stride: 2, activation: 'relu' }), width);
    x = net.relu(x);
    stages.push(x);
  }
  const outputs = [net.conv(stages[3]!, 16, { kernel: 1 })];
  for (const stage of [stages[2]!, stages[1]!, stages[0]!]) {
    outputs.push(net.add(net.up(outputs.at(-1)!), net.conv(stage, 16, { kernel: 1 })));
  }
  return net.graph(...outputs.map((level) => net.conv(level, 16)));
}

/** A stacked-hourglass module whose skip branches are residual blocks. */
export function hourglass(levels = 3): NetworkGraph {
  const net = new NetworkBuilder();
  const block = (y: Tensor) => net.add(y, net.conv(net.conv(y, 4, { activation: 'relu' }), 8));
  const stem = net.conv(net.input(64, 64, 3), 8);
  const branches: Tensor[] = [];
  let x = stem;
  for (let level = 0; level < levels; level++) {
    branches.push(net.relu(block(x)));
    x = net.relu(block(net.pool(x)));
  }
  x = net.relu(block(x));
  for (const branch of branches.reverse()) x = net.add(branch, net.up(net.relu(block(x))));
  return net.graph(net.conv(x, 2));
}
