import { type FeatureMap, mapExtents } from '../../shared/network/axes';
import type { LayerId, LayerNode, Shape } from '../../shared/network/network';
import type { Operation, Window } from '../../shared/network/operation';
import { outputOf } from '../flow/featureMap';
import { at } from '../flow/lookup';

/**
 * The receptive field of one output entry, and the distance between the fields of neighbours, per spatial
 * axis, in input entries.
 */
interface WindowField {
  readonly size: readonly number[];
  readonly jump: readonly number[];
  /** Extents of the input. */
  readonly whole: Shape;
}

type Field = WindowField | 'all' | undefined;

/**
 * The receptive field of every layer (Araujo et al. 2019, "Computing Receptive Fields of Convolutional
 * Neural Networks"): a window of extent k and dilation d widens it by (k − 1)·d·jump, a stride widens the
 * jump. Branches count by the widest.
 */
export function receptiveFields(
  layers: readonly LayerNode[],
): ReadonlyMap<LayerId, readonly number[] | 'all'> {
  const fields = new Map<LayerId, Field>();
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  for (const layer of layers) {
    const arriving = joined(layer.inputs.map((ref) => fields.get(ref.layer)));
    const [first] = layer.inputs;
    const producer = first && byId.get(first.layer);
    const from = producer ? outputOf(producer, first.output) : { shape: [] };
    fields.set(layer.id, fieldAfter(layer, arriving, from));
  }
  return new Map(
    [...fields].flatMap(([id, field]) =>
      field === undefined ? [] : [[id, field === 'all' ? field : field.size.map(Math.ceil)]],
    ),
  );
}

function joined(fields: readonly Field[]): Field {
  const known = fields.filter((field) => field !== undefined);
  if (known.includes('all')) return 'all';
  const windows = known.filter((field) => field !== 'all');
  const [first] = windows;
  if (!first) return undefined;
  const widest = (key: 'size' | 'jump') =>
    first[key].map((_, axis) => Math.max(...windows.map((window) => window[key][axis] ?? 0)));
  return { size: widest('size'), jump: widest('jump'), whole: first.whole };
}

function fieldAfter(layer: LayerNode, field: Field, from: FeatureMap): Field {
  const { operation } = layer;
  const to = outputOf(layer);
  if (operation.type === 'input') return start(to);
  if (field === undefined || field === 'all') return field;
  return operation.type === 'source' || isUnknown(to.shape)
    ? undefined
    : windowAfter(operation, field, [from, to]);
}

function windowAfter(
  operation: Operation,
  field: WindowField,
  [from, to]: readonly [FeatureMap, FeatureMap],
): Field {
  if (operation.type === 'transform') return afterTransform(operation, field, [from, to]);
  if (operation.type === 'pool') return afterPool(operation, field);
  if (operation.type === 'resample') return rescale(field, from, to);
  return mixes(operation, from, to) ? 'all' : field;
}

/** Nothing is known of a tensor whose extents are all unknown: neither what it sees. */
const isUnknown = (shape: Shape): boolean =>
  shape.length > 1 && shape.every((extent) => extent === null);

function afterPool(
  { window, global }: Extract<Operation, { type: 'pool' }>,
  field: WindowField,
): Field {
  if (!window) return 'all';
  const after = slide(field, window, false);
  if (!global) return after;
  // The map of one time step: all of its extents, and no more.
  const size = after.size.map((own, axis) =>
    (window.size[axis] ?? 1) > 1 ? (field.whole[axis] ?? own) : own,
  );
  return { ...after, size };
}

function start(input: FeatureMap): Field {
  const whole = mapExtents(input);
  const axes = whole.map(() => 1);
  return axes.length > 0 ? { size: axes, jump: axes, whole } : undefined;
}

function afterTransform(
  operation: Extract<Operation, { type: 'transform' }>,
  field: WindowField,
  [from, to]: readonly [FeatureMap, FeatureMap],
): Field {
  if (operation.window) return slide(field, operation.window, operation.transposed);
  // A dense layer over positions sees each of them alone; whatever else has no window mixes them.
  return operation.family === 'dense' && from.shape.length === to.shape.length ? field : 'all';
}

/** A window covers one entry of each axis that it does not name. */
function slide(
  { size, jump, whole }: WindowField,
  window: Window,
  transposed: boolean,
): WindowField {
  const steps = size.map((_, axis) => window.strides[axis] ?? 1);
  const extents = size.map(
    (_, axis) => ((window.size[axis] ?? 1) - 1) * (window.dilation[axis] ?? 1) + 1,
  );
  const reach = (extent: number, axis: number) =>
    transposed ? Math.ceil(extent / at(steps, axis)) - 1 : extent - 1;
  return {
    size: size.map((own, axis) => own + reach(at(extents, axis), axis) * at(jump, axis)),
    jump: jump.map((own, axis) => (transposed ? own / at(steps, axis) : own * at(steps, axis))),
    whole,
  };
}

/** Nearest neighbours: the same entries seen more or less densely. */
function rescale({ size, jump, whole }: WindowField, from: FeatureMap, to: FeatureMap): Field {
  const [before, after] = [mapExtents(from), mapExtents(to)];
  const factors = jump.map((_, axis) => (before[axis] ?? 0) / (after[axis] ?? 0));
  if (!factors.every((factor) => Number.isFinite(factor) && factor > 0)) return undefined;
  return { size, jump: jump.map((own, axis) => own * at(factors, axis)), whole };
}

/** Operations that move entries to other places: no window describes their dependencies any more. */
function mixes(operation: Operation, from: FeatureMap, to: FeatureMap): boolean {
  if (operation.type === 'merge') return operation.how === 'dot';
  if (operation.type !== 'passive') return false;
  const [before, after] = [from.shape, to.shape];
  const moves =
    before.length !== after.length || before.some((extent, axis) => extent !== after[axis]);
  if (operation.effect === 'permute') return !movesChannelsOnly(from, to);
  return operation.effect === 'reshape' && moves;
}

/** A permutation that leaves the axes of the map in their order keeps each entry in its place. */
function movesChannelsOnly(from: FeatureMap, to: FeatureMap): boolean {
  const [before, after] = [mapExtents(from), mapExtents(to)];
  const isSame = before.length === after.length && before.every((one, axis) => one === after[axis]);
  return isSame && from.channelAxis !== to.channelAxis;
}
