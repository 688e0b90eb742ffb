import { channelCount } from '../../../shared/network/axes';
import { outputOf } from '../../flow/featureMap';
import type { InputRef, LayerId, LayerNode } from '../../../shared/network/network';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

type Transform = Extract<LayerNode['operation'], { type: 'transform' }>;
interface Weighted extends LayerNode {
  readonly operation: Transform;
}

/** Two weighted layers with nothing between them that bends values: together they are one linear map. */
interface Pair {
  readonly first: Weighted;
  readonly second: Weighted;
  /** Fewer values pass between the two than go in and come out: a factorisation of low rank. */
  readonly isNarrow: boolean;
}

/**
 * Dense layers or convolutions in a row with nothing non-linear between. Told only of a pair without branches
 * that one layer of the same reach could stand in for; a factorisation is information.
 */
export function missingNonlinearity(facts: Facts): Symptom[] {
  const shared = sharedLayers(facts);
  const pairs = facts.graph.layers.flatMap((layer) => pairFrom(layer, facts, shared) ?? []);
  const wide = pairs.filter(({ isNarrow }) => !isNarrow);
  return [...symptomOf(wide, 'warning'), ...symptomOf(narrowOnes(pairs), 'info')];
}

const narrowOnes = (pairs: readonly Pair[]): Pair[] => pairs.filter(({ isNarrow }) => isNarrow);

function symptomOf(pairs: readonly Pair[], severity: 'warning' | 'info'): Symptom[] {
  if (pairs.length === 0) return [];
  const firsts = new Map(pairs.map((pair): [LayerNode, Pair] => [pair.first, pair]));
  return [
    {
      code: 'missing-nonlinearity',
      layers: [...firsts.keys()],
      tell: ([first]) => ({
        variant: severity === 'info' ? 'low-rank' : 'one-map',
        severity,
        evidence: { next: (firsts.get(first) ?? pairs[0])?.second.id ?? first.id },
      }),
    },
  ];
}

/** Channels that enter the first layer, pass between the two, and leave the second. */
interface Widths {
  readonly entered: number;
  readonly between: number;
  readonly left: number;
}

function widthsOf(first: Weighted, second: Weighted, facts: Facts): Widths | undefined {
  const [entered, between] = [first, second].map(({ inputs: [input] }) => inputWidth(input, facts));
  const left = channelCount(outputOf(second));
  if (entered === undefined || between === undefined || left === undefined) return undefined;
  return { entered, between, left };
}

function pairFrom(layer: LayerNode, facts: Facts, shared: Shared): Pair | undefined {
  const second = secondOf(layer, facts, shared);
  if (!second || !multiplies(layer)) return undefined;
  const widths = widthsOf(layer, second, facts);
  if (!widths) return undefined;
  const isNarrow = widths.between < Math.min(widths.entered, widths.left);
  const isMeant = isNormalised(layer, facts) && (isNarrow || isUnexpanded(layer, second, widths));
  return isMeant ? undefined : { first: layer, second, isNarrow };
}

/**
 * The linear bottleneck of MobileNetV2 (Sandler et al. 2018), a normalised projection to fewer channels, is what it is on purpose. In the
 * first block of MobileNetV3-Small (Howard et al. 2019), which expands nothing, as many leave it as enter it.
 */
const isUnexpanded = (first: Weighted, second: Weighted, widths: Widths): boolean =>
  isPointwise(first) &&
  isPointwise(second) &&
  widths.between === widths.entered &&
  widths.between < widths.left;

/** The weighted layer behind a linear one, if neither is a factor or called several times. */
function secondOf(layer: LayerNode, facts: Facts, shared: Shared): Weighted | undefined {
  if (!multiplies(layer) || !layer.operation.activation.linear) return undefined;
  const second = nextWeighted(layer, facts);
  const isPlain = (each: Weighted): boolean => !isFactor(each.operation) && !shared.has(each.id);
  return second && isPlain(layer) && isPlain(second) ? second : undefined;
}

/** Other families bend values themselves; what a layer of the user's own does between its weights is not known. */
function multiplies(layer: LayerNode): layer is Weighted {
  const { operation } = layer;
  if (operation.type !== 'transform' || operation.transposed) return false;
  return operation.family === 'dense' || operation.family === 'convolution';
}

const isPointwise = ({ operation: { window } }: Weighted): boolean =>
  window !== undefined && window.size.every((extent) => extent === 1);

const isNormalised = ({ id }: LayerNode, { consumers }: Facts): boolean =>
  consumers(id).some(({ operation }) => operation.type === 'normalization');

type Shared = ReadonlySet<LayerId>;

/** Layers of several calls are part of a recurrence, or of twins. */
const sharedLayers = ({ graph }: Facts): Shared =>
  new Set(graph.layers.flatMap(({ id, sharedWith }) => (sharedWith ? [id, sharedWith] : [])));

/** One half of a convolution that people split on purpose: by channel, or one axis of a window. */
function isFactor({ depthwise, window }: Transform): boolean {
  const size = window?.size ?? [];
  return depthwise || (size.length > 1 && new Set(size).size > 1);
}

/** The only reader of a layer, behind layers of one input that keep places and channels as they are. */
function nextWeighted(from: LayerNode, facts: Facts): Weighted | undefined {
  let layer = from;
  for (;;) {
    const next = onlyReader(layer, facts);
    if (!next) return undefined;
    if (next.operation.type === 'transform') return multiplies(next) ? next : undefined;
    if (!isLinear(next) || !keepsMap(layer, next)) return undefined;
    layer = next;
  }
}

function onlyReader({ id }: LayerNode, { graph, consumers }: Facts): LayerNode | undefined {
  const [next, ...others] = consumers(id);
  const isReturned = graph.outputs.some((output) => output.layer === id);
  return next?.inputs.length === 1 && others.length === 0 && !isReturned ? next : undefined;
}

function isLinear({ operation }: LayerNode): boolean {
  if (operation.type === 'normalization') return operation.family === 'batch';
  if (operation.type === 'activation') return operation.activation.linear;
  return (
    operation.type === 'passive' &&
    ['reshape', 'dropout', 'scale', 'none'].includes(operation.effect)
  );
}

/** The shape is the same, or flattened: a vector made a map, or pixels made of channels, is no plain pair. */
function keepsMap(before: LayerNode, { outputShape: [after = []] }: LayerNode): boolean {
  const [shape = []] = before.outputShape;
  const isSame = shape.length === after.length && shape.every((extent, i) => extent === after[i]);
  return isSame || after.length === 2;
}

const inputWidth = (input: InputRef | undefined, facts: Facts): number | undefined =>
  input && channelCount(outputOf(facts.layer(input.layer), input.output));
