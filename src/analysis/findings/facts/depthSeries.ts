import { medianOf } from '../../../shared/base/statistics';
import { fittedRise } from '../../../shared/base/fittedRise';
import { sampleExtents } from '../../../shared/network/axes';
import { outputOf } from '../../flow/featureMap';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Facts } from './facts';
import { isWeighted } from './mainPaths';
import { lastFinite } from './seeds';

/** One number per layer, from the input to the output. */
export interface DepthPoint {
  readonly layer: LayerNode;
  readonly value: number;
}

/** The fewest weighted layers whose gradients show a trend over depth. */
const SHORTEST = 3;

/** RMS of ∂L/∂W of the weighted layers of a path; RMS makes layers of different sizes comparable. */
export function weightSeries(facts: Facts, path: readonly LayerNode[], seed: number): DepthPoint[] {
  return series(path, ({ id }) => lastFinite(facts.measured(id)?.history.weightGradient, seed));
}

/**
 * L2 of ∂L/∂output of the weighted layers of a path, less what pooling and resampling after them do to it.
 * Backpropagation keeps this norm if a layer only spreads or gathers it, while the RMS would fall with the
 * number of entries. The mean of n values divides it by √n, whatever the depth: that factor is taken out.
 */
export function activationSeries(
  facts: Facts,
  path: readonly LayerNode[],
  seed: number,
): DepthPoint[] {
  const last = path.filter(isWeighted).at(-1);
  const resized = resizingFactors(facts, path, seed);
  return series(path, (layer) => {
    // Behind a built-in softmax or sigmoid ∂L/∂p grows with confidence, whatever the depth.
    if (layer === last && isBounded(layer) && isReturned(layer, facts)) return undefined;
    const rms = lastFinite(facts.measured(layer.id)?.history.activationGradient, seed);
    const factor = resized.get(layer) ?? 1;
    return rms === undefined ? undefined : (rms * Math.sqrt(entriesOf(layer))) / factor;
  });
}

/**
 * For each layer of a path the product of ‖∂L/∂input‖ ÷ ‖∂L/∂output‖ of the pooling and resampling that its whole
 * gradient comes back through: none that a branch leads past, as the pooling of a squeeze-and-excite gate.
 */
function resizingFactors(
  facts: Facts,
  path: readonly LayerNode[],
  seed: number,
): Map<LayerNode, number> {
  const factors = new Map<LayerNode, number>();
  // Whatever the gradient passes whole before it comes to the last of these, comes back to that one whole.
  const passed: { readonly id: LayerId; readonly product: number }[] = [];
  for (const layer of [...path].reverse()) {
    while (isBypassed(passed.at(-1)?.id, layer, facts)) passed.pop();
    const product = passed.at(-1)?.product ?? 1;
    factors.set(layer, product);
    if (resizes(layer))
      passed.push({ id: layer.id, product: product * normFactor(layer, facts, seed) });
  }
  return factors;
}

const isBypassed = (gate: LayerId | undefined, { id }: LayerNode, facts: Facts): boolean =>
  gate !== undefined && !facts.isPassed(id, gate);

const resizes = ({ operation }: LayerNode): boolean =>
  operation.type === 'pool' || operation.type === 'resample';

/** 1 if it was not measured, or nothing came back. */
function normFactor(layer: LayerNode, facts: Facts, seed: number): number {
  const gain = lastFinite(facts.measured(layer.id)?.history.gain, seed);
  const [input] = layer.inputs;
  if (!gain || !input || layer.inputs.length > 1) return 1;
  const entered = entriesOf(facts.layer(input.layer), input.output);
  return gain * Math.sqrt(entered / entriesOf(layer));
}

const isBounded = ({ operation }: LayerNode): boolean =>
  operation.type === 'transform' && operation.activation.range === 'bounded';
const isReturned = ({ id }: LayerNode, { graph }: Facts): boolean =>
  graph.outputs.some(({ layer }) => layer === id);

/** Decades by which a least-squares line through log10 of the values rises from the first to the last. */
export function fittedDecades(points: readonly DepthPoint[]): number | undefined {
  const logs = points.filter(({ value }) => value > 0).map(({ value }) => Math.log10(value));
  if (logs.length < SHORTEST) return undefined;
  return fittedRise(logs);
}

/** The first and the last point of a series that is deep enough to compare them. */
export function endsOf(points: readonly DepthPoint[]): [DepthPoint, DepthPoint] | undefined {
  const first = points[0];
  const last = points.at(-1);
  return first && last && points.length >= SHORTEST ? [first, last] : undefined;
}

/** The median of one number per seed, over some seeds. */
export function medianOver(
  seeds: readonly number[],
  valueOf: (seed: number) => number | undefined,
): number | undefined {
  return medianOf(seeds.map(valueOf).filter((value) => value !== undefined));
}

function series(
  path: readonly LayerNode[],
  valueOf: (layer: LayerNode) => number | undefined,
): DepthPoint[] {
  return path.filter(isWeighted).flatMap((layer) => {
    const value = valueOf(layer);
    return value === undefined ? [] : [{ layer, value }];
  });
}

/** Entries of one output of a layer for one sample; unknown extents count as 1. */
function entriesOf(layer: LayerNode, output = 0): number {
  return sampleExtents(outputOf(layer, output)).reduce<number>(
    (product, extent) => product * (extent ?? 1),
    1,
  );
}
