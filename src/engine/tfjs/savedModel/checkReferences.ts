import { Failure } from '../../../shared/base/failures';
import type { Message } from '../../../shared/base/message';
import { message } from '../../../shared/words/message';
import { modelKind } from './modelKind';
import type { SavedLayer, TensorRef } from './savedLayers';

/** A nested model; its own calls count from 1, since the call that made it comes first. */
export const isNested = ({ className, config }: SavedLayer): boolean =>
  modelKind(className, config) !== undefined;

/** Has an output before anything calls it. */
const isSource = (layer: SavedLayer): boolean =>
  layer.className === 'InputLayer' || isNested(layer);

/** The calls that TensorFlow.js makes: it skips one on nothing. */
const callsOf = ({ calls }: SavedLayer): SavedLayer['calls'] =>
  calls.filter(({ inputs }) => inputs.length > 0);

const refuse = (why: Message): never => {
  throw new Failure('not-a-model-file', why);
};

function checkReference(
  ref: TensorRef,
  user: SavedLayer | undefined,
  layers: ReadonlyMap<string, SavedLayer>,
): void {
  const layer = layers.get(ref.layer);
  if (!layer) return refuse(inputMissing(ref.layer, user));
  const calls = callsOf(layer).length + (isSource(layer) ? 1 : 0);
  if (ref.node >= calls) refuse(callMissing({ call: ref.node, input: ref.layer, calls }, user));
}

const inputMissing = (input: string, user: SavedLayer | undefined): Message =>
  user
    ? message('saved.input-missing', { layer: user.name, input })
    : message('saved.output-missing', { input });

const callMissing = (
  values: { readonly call: number; readonly input: string; readonly calls: number },
  user: SavedLayer | undefined,
): Message =>
  user
    ? message('saved.input-call-missing', { layer: user.name, ...values })
    : message('saved.output-call-missing', values);

/** Computes calls round by round, as soon as their inputs are there; a call that is left over waits for itself. */
function checkOrder(layers: readonly SavedLayer[]): void {
  const waiting = new Set(
    layers.flatMap((layer) => callsOf(layer).map((call) => ({ layer, call }))),
  );
  const done = new Map<string, number>(
    layers.map((layer) => [layer.name, isSource(layer) ? 1 : 0]),
  );
  const hasInput = ({ layer, node }: TensorRef): boolean => (done.get(layer) ?? 0) > node;
  for (let size = -1; size !== waiting.size;) {
    size = waiting.size;
    for (const next of waiting) {
      if (!next.call.inputs.every(hasInput)) continue;
      waiting.delete(next);
      done.set(next.layer.name, (done.get(next.layer.name) ?? 0) + 1);
    }
  }
  const [stuck] = waiting;
  if (stuck) refuse(message('saved.circle', { layer: stuck.layer.name }));
}

/** Throws a `Failure` of code `not-a-model-file` if a reference leads nowhere or in a circle. */
export function checkReferences(
  layers: readonly SavedLayer[],
  outputs: readonly TensorRef[],
): void {
  const known = new Map(layers.map((layer) => [layer.name, layer]));
  if (known.size !== layers.length) refuse(message('saved.equal-names'));
  for (const layer of layers) {
    const idle = !isSource(layer) && layer.calls.some(({ inputs }) => inputs.length === 0);
    if (idle) refuse(message('saved.called-on-nothing', { layer: layer.name }));
    for (const ref of layer.calls.flatMap(({ inputs }) => inputs))
      checkReference(ref, layer, known);
  }
  for (const ref of outputs) checkReference(ref, undefined, known);
  checkOrder(layers);
}
