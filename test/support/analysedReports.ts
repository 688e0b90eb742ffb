import { describeNetwork } from '../../src/analysis/cost/describeNetwork';
import { findSkips } from '../../src/analysis/skips/findSkips';
import type { NetworkGraph } from '../../src/shared/network/network';
import type { Report } from '../../src/shared/report/report';
import { denseNet } from './architectures/dense';
import { uNet } from './architectures/encoderDecoder';
import { transformerEncoder } from './architectures/sequence';
import type { Tensor } from './graphBuilder';
import { NetworkBuilder } from './networkBuilder';
import { makeProbe, ReportBuilder } from './reportBuilder';

/** The report of a network as the analysis gives it, groups and skips included, with made-up numbers. */
export function analysed(name: string, graph: NetworkGraph): Report {
  const skips = findSkips(graph);
  const network = describeNetwork(graph, skips);
  const probe = makeProbe(network.layers, skips.items, (depth) => 1e-3 * 10 ** (depth - 0.5));
  return { ...new ReportBuilder(name).report(), network, skips, probe, findings: [] };
}

/** Basic residual blocks of seven layers, one after the other. */
export function residualStack(layers: number): Report {
  const net = new NetworkBuilder();
  let x = net.conv(net.input(32, 32, 16), 16);
  const convNorm = (y: Tensor): Tensor => net.batchNorm(net.conv(y, 16));
  while (net.layers.length < layers) x = net.relu(net.add(convNorm(net.relu(convNorm(x))), x));
  return analysed(`residual stack ${layers}`, net.graph(x));
}

export function plainChain(layers: number): Report {
  const net = new NetworkBuilder();
  let x = net.input(64);
  while (net.layers.length < layers) x = net.dense(x, 64);
  return analysed(`plain chain ${layers}`, net.graph(x));
}

/** Four dense blocks in list form with four layers per step: 24 steps are 385 layers and 1,584 edges. */
export function denseBlocks(steps: number): Report {
  const net = new NetworkBuilder();
  let x = net.input(32, 32, 16);
  for (let block = 0; block < 4; block++) {
    const features = [x];
    for (let step = 0; step < steps; step++) {
      features.push(net.conv(net.relu(net.batchNorm(x)), 12));
      x = net.concat(features);
    }
  }
  return analysed(`dense, 4 blocks of ${steps}`, net.graph(x));
}

export const denseNet201 = (): Report =>
  analysed('DenseNet-201', denseNet([6, 12, 48, 32], { form: 'list', growth: 32 }));

/** As large as it has to be to halve its resolution at every level. */
export const deepUNet = (levels: number): Report =>
  analysed(`U-Net, ${levels} long skips`, uNet({ levels, size: 2 ** (levels + 2) }));

export const transformer = (blocks: number): Report =>
  analysed(`transformer, ${blocks} blocks`, transformerEncoder(blocks, 'pre', 'spelled'));
