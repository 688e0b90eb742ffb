import * as l10n from '@vscode/l10n';
import { Failure } from '../../../shared/base/failures';
import type { SavedLayer, TensorRef } from './savedGraph';

/** Nested models count the call that made them, so that theirs start at 1. */
export const isNested = ({ className }: SavedLayer): boolean =>
  ['Functional', 'Model', 'Sequential'].includes(className);

/** Has an output before anything calls it. */
const isSource = (layer: SavedLayer): boolean =>
  layer.className === 'InputLayer' || isNested(layer);

const refuse = (why: string): never => {
  throw new Failure('not-a-model-file', why);
};

function checkReference(
  ref: TensorRef,
  user: SavedLayer | undefined,
  layers: ReadonlyMap<string, SavedLayer>,
): void {
  const layer = layers.get(ref.layer);
  const who = user ? l10n.t('layer {0}', user.name) : l10n.t('the output');
  if (!layer)
    return refuse(l10n.t('{0} takes its input from {1}, which is not there', who, ref.layer));
  const calls = layer.calls.length + (isSource(layer) ? 1 : 0);
  if (ref.node >= calls)
    refuse(l10n.t('{0} takes call {1} of {2}, which has {3}', who, ref.node, ref.layer, calls));
}

/** Calls whose inputs can be computed, round by round: what is left over waits for itself. */
function checkOrder(layers: readonly SavedLayer[]): void {
  const waiting = new Set(layers.flatMap((layer) => layer.calls.map((call) => ({ layer, call }))));
  const done = new Map<string, number>(
    layers.map((layer) => [layer.name, isSource(layer) ? 1 : 0]),
  );
  const hasInput = ({ layer, node }: TensorRef): boolean => (done.get(layer) ?? 0) > node;
  for (let size = -1; size !== waiting.size;) {
    size = waiting.size;
    for (const one of waiting) {
      if (!one.call.inputs.every(hasInput)) continue;
      waiting.delete(one);
      done.set(one.layer.name, (done.get(one.layer.name) ?? 0) + 1);
    }
  }
  const [stuck] = waiting;
  if (stuck) refuse(l10n.t('layer {0} is part of a circle', stuck.layer.name));
}

/** Throws a `Failure` of code `not-a-model-file` where references lead nowhere or round in circles. */
export function checkGraph(layers: readonly SavedLayer[], outputs: readonly TensorRef[]): void {
  const known = new Map(layers.map((layer) => [layer.name, layer]));
  if (known.size !== layers.length) refuse(l10n.t('two of its layers have the same name'));
  for (const layer of layers) {
    const idle = !isSource(layer) && layer.calls.some(({ inputs }) => inputs.length === 0);
    if (idle) refuse(l10n.t('layer {0} is called on nothing', layer.name));
    for (const ref of layer.calls.flatMap(({ inputs }) => inputs))
      checkReference(ref, layer, known);
  }
  for (const ref of outputs) checkReference(ref, undefined, known);
  checkOrder(layers);
}
