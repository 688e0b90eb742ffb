import * as tf from '@tensorflow/tfjs-core';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Application, FlatModel } from './flatten';
import { inputTensors, isBuiltIn } from './framework';
import { weightsOf } from './layerWeights';

/** More different values than this are not tried out on a layer of the user's own. */
const MOST_TRIED = 10;
const SMALL = 8;
/** Larger inputs are no indices, and cost time. */
const MOST_ENTRIES = 1 << 16;

/** The number of indices that the tables of a layer that looks values up can answer for. */
function tableRows({ layer }: Application): number | undefined {
  const tokens: unknown =
    layer.getClassName() === 'CategoryEncoding' && layer.getConfig()['numTokens'];
  if (typeof tokens === 'number') return tokens;
  const rows = weightsOf(layer).flatMap(({ shape: [first, ...rest] }) =>
    typeof first === 'number' && rest.length === 1 ? [first] : [],
  );
  return rows.length > 0 ? Math.min(...rows) : undefined;
}

/** Tells whether a layer runs when every entry of one of its inputs has the same value. */
function takes({ layer, call }: Application, slot: number, value: number): boolean {
  try {
    return tf.tidy(() => {
      const inputs = inputTensors(call).map(({ shape, dtype }, i) => {
        const extents = shape.map((extent, axis) => extent ?? (axis === 0 ? 2 : SMALL));
        return i === slot ? tf.fill(extents, value, dtype) : tf.ones(extents, dtype);
      });
      layer.apply(inputs, { training: false });
      return true;
    });
  } catch {
    return false;
  }
}

/**
 * The number of values that a layer of the user's own can look up by an input, tried out; `undefined` if
 * it takes any value, or none of those that were tried.
 */
function triedValues(application: Application, slot: number): number | undefined {
  const fits = (value: number): boolean => takes(application, slot, value);
  const { dtype, shape = [] } = inputTensors(application.call)[slot] ?? {};
  const entries = shape.reduce<number>((product, extent) => product * (extent ?? 1), 1);
  if (entries > MOST_ENTRIES) return undefined;
  const isFree = fits(MOST_TRIED - 1) && (dtype !== 'float32' || fits(-1));
  if (isFree || !fits(0)) return undefined;
  let count = 1;
  while (count < MOST_TRIED && fits(count)) count += 1;
  return count;
}

/** Tells whether all that a layer puts out are values that came in, or zeros. */
function passesValues({ operation }: LayerNode): boolean {
  if (operation.type === 'merge') return operation.how === 'concat';
  return operation.type === 'passive' && !/^(?:scale|dropout)$/.test(operation.effect);
}

/** An input and all layers that pass its values on as they are. */
function carriersOf(
  input: LayerId,
  { applications }: FlatModel,
  nodes: ReadonlyMap<LayerId, LayerNode>,
): Set<LayerId> {
  const carriers = new Set([input]);
  for (const { id, inputs } of applications) {
    const node = nodes.get(id);
    const reads = inputs.some(({ layer }) => carriers.has(layer));
    if (reads && node && passesValues(node)) carriers.add(id);
  }
  return carriers;
}

/** The number of indices that one reader of values can answer for, if it looks them up. */
function valuesOf(
  application: Application,
  carriers: ReadonlySet<LayerId>,
  nodes: ReadonlyMap<LayerId, LayerNode>,
): number[] {
  if (nodes.get(application.id)?.operation.type === 'source') {
    const rows = tableRows(application);
    if (rows !== undefined) return [rows];
  }
  if (isBuiltIn(application.layer)) return [];
  return application.inputs.flatMap(({ layer }, slot) =>
    carriers.has(layer) ? (triedValues(application, slot) ?? []) : [],
  );
}

/** The number of values that an input of the model may hold if layers look them up; else `undefined`. */
export function vocabularyOf(
  input: LayerId,
  model: FlatModel,
  nodes: ReadonlyMap<LayerId, LayerNode>,
): number | undefined {
  const carriers = carriersOf(input, model, nodes);
  const sizes = model.applications
    .filter(({ inputs }) => inputs.some(({ layer }) => carriers.has(layer)))
    .flatMap((application) => valuesOf(application, carriers, nodes));
  return sizes.length > 0 ? Math.min(...sizes) : undefined;
}
