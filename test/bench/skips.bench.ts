import { describeNetwork } from '../../src/analysis/cost/describeNetwork';
import { describeStructure } from '../../src/analysis/paths/describeStructure';
import { findSkips } from '../../src/analysis/skips/findSkips';
import type { NetworkGraph } from '../../src/shared/network/network';
import { denseBlock } from '../support/architectures/dense';
import { NetworkBuilder } from '../support/networkBuilder';

interface Row {
  readonly network: string;
  readonly layers: number;
  readonly edges: number;
  readonly skips: number;
  readonly connections: number;
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  readonly cpuMicrosecondsPerEdge: number;
  /** Once, in processor time: blocks and costs; paths, levels, growth and memory. */
  readonly describeCpuMilliseconds: number;
  readonly structureCpuMilliseconds: number;
}

/**
 * Time of the skip analysis against the size of the network: the best of several runs after one to warm up,
 * by the clock and in processor time, which other processes on the machine disturb less.
 */
export function bench(): Row[] {
  const sizes = [1_000, 10_000, 100_000];
  return [
    ...sizes.map((size) => measure('chain', chain(size))),
    ...sizes.map((size) => measure('residual stack', residualStack(size))),
    measure('residual stack, 1,000 skips', residualStack(10_000, 10)),
    ...sizes.map((size) => measure('dense block, chained', denseChain(size))),
    ...[4, 40, 400].map((blocks) => measure('dense blocks, list', denseBlocks(blocks))),
    ...sizes.map((size) => measure('U-shape', uShape(size))),
    ...[1_000, 10_000].map((size) => measure('U-shape with a second input', uShape(size, true))),
  ];
}

function measure(network: string, graph: NetworkGraph): Row {
  const edges = graph.layers.reduce((sum, { inputs }) => sum + inputs.length, 0);
  const report = findSkips(graph);
  const runs = Array.from({ length: 5 }, () => timed(() => findSkips(graph)));
  const milliseconds = Math.min(...runs.map((run) => run.clock));
  const cpuMilliseconds = Math.min(...runs.map((run) => run.cpu));
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return {
    network,
    layers: graph.layers.length,
    edges,
    skips: report.items.length,
    connections: report.connections,
    milliseconds: rounded(milliseconds),
    cpuMilliseconds: rounded(cpuMilliseconds),
    cpuMicrosecondsPerEdge: rounded((1000 * cpuMilliseconds) / edges),
    describeCpuMilliseconds: rounded(timed(() => describeNetwork(graph, report)).cpu),
    structureCpuMilliseconds: rounded(timed(() => describeStructure(graph, report)).cpu),
  };
}

function timed(run: () => void): { clock: number; cpu: number } {
  const [start, before] = [performance.now(), process.cpuUsage()];
  run();
  const { user, system } = process.cpuUsage(before);
  return { clock: performance.now() - start, cpu: (user + system) / 1000 };
}

function chain(layers: number): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.input(8, 8, 4);
  while (net.layers.length < layers) x = net.relu(net.conv(x, 4));
  return net.graph(x);
}

/** Blocks of so many layers, the addition included. */
function residualStack(layers: number, perBlock = 6): NetworkGraph {
  const net = new NetworkBuilder();
  let x = net.input(8, 8, 4);
  while (net.layers.length < layers) {
    let y = x;
    for (let layer = 1; layer < perBlock; layer++) y = layer % 2 ? net.conv(y, 4) : net.relu(y);
    x = net.add(x, y);
  }
  return net.graph(x);
}

function denseChain(layers: number): NetworkGraph {
  const net = new NetworkBuilder();
  const options = { growth: 2, bottleneck: true, form: 'chained' } as const;
  return net.graph(denseBlock(net, net.input(8, 8, 4), Math.floor(layers / 7), options));
}

/** Blocks of 48 layers (norm, ReLU, convolution, concatenation of all so far): four have 769 nodes, 5,472 edges. */
function denseBlocks(blocks: number): NetworkGraph {
  const net = new NetworkBuilder();
  const options = { growth: 2, bottleneck: false, form: 'list' } as const;
  let x = net.input(8, 8, 4);
  for (let block = 0; block < blocks; block++) x = denseBlock(net, x, 48, options);
  return net.graph(x);
}

/** As many levels as fit, twelve layers each; a second input that enters every level spoils dominance. */
function uShape(layers: number, conditioned = false): NetworkGraph {
  const net = new NetworkBuilder();
  const condition = net.input(4);
  const stage = (y: ReturnType<NetworkBuilder['input']>) => {
    const z = net.relu(net.conv(net.relu(net.conv(y, 4)), 4));
    return conditioned ? net.multiply(z, net.dense(condition, 4)) : z;
  };
  const encoded = [];
  let x = net.input(8, 8, 4);
  for (let level = 0; level < Math.floor(layers / 12); level++) {
    x = stage(x);
    encoded.push(x);
    x = net.pool(x);
  }
  for (const skip of encoded.reverse()) x = stage(net.concat([net.up(x), skip]));
  return net.graph(x);
}
