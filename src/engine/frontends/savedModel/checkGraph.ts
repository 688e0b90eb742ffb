import { Failure } from '../../../shared/base/failures';
import type { SavedLayer, TensorRef } from './savedGraph';

const refuse = (why: string): never => {
  throw new Failure('not-a-model-file', why);
};

/** Nested models count the call that made them, so that theirs start at 1. */
export const isNested = ({ className }: SavedLayer): boolean =>
  ['Functional', 'Model', 'Sequential'].includes(className);

function checkReference(
  ref: TensorRef,
  user: SavedLayer,
  layers: ReadonlyMap<string, SavedLayer>,
): void {
  const layer = layers.get(ref.layer);
  if (!layer)
    return refuse(`layer ${user.name} takes its input from ${ref.layer}, which is not there`);
  const calls = Math.max(1, layer.calls.length) + (isNested(layer) ? 1 : 0);
  if (ref.node >= calls)
    refuse(`layer ${user.name} takes call ${ref.node} of ${ref.layer}, which has ${calls}`);
}

/** Calls whose inputs can be computed, round by round: what is left over waits for itself. */
function checkOrder(layers: readonly SavedLayer[]): void {
  const waiting = new Set(layers.flatMap((layer) => layer.calls.map((call) => ({ layer, call }))));
  const done = new Map<string, number>(layers.map(({ name }) => [name, 0]));
  const offset = new Map(layers.map((layer) => [layer.name, isNested(layer) ? 1 : 0]));
  const sources = new Set(layers.flatMap(({ name, calls }) => (calls.length === 0 ? name : [])));
  const hasInput = ({ layer, node }: TensorRef): boolean => {
    if (sources.has(layer)) return true;
    return (done.get(layer) ?? 0) + (offset.get(layer) ?? 0) > node;
  };
  for (let size = -1; size !== waiting.size;) {
    size = waiting.size;
    for (const one of waiting) {
      if (!one.call.inputs.every(hasInput)) continue;
      waiting.delete(one);
      done.set(one.layer.name, (done.get(one.layer.name) ?? 0) + 1);
    }
  }
  const [stuck] = waiting;
  if (stuck) refuse(`layer ${stuck.layer.name} is part of a circle`);
}

/** Throws a `Failure` of code `not-a-model-file` where references lead nowhere or round in circles. */
export function checkGraph(layers: readonly SavedLayer[], outputs: readonly TensorRef[]): void {
  const known = new Map(layers.map((layer) => [layer.name, layer]));
  if (known.size !== layers.length) refuse('two of its layers have the same name');
  for (const layer of layers) {
    for (const ref of layer.calls.flatMap(({ inputs }) => inputs))
      checkReference(ref, layer, known);
  }
  const [last] = layers;
  for (const ref of last ? outputs : []) if (last) checkReference(ref, last, known);
  checkOrder(layers);
}
