import type * as tfl from '@tensorflow/tfjs-layers';
import { layers, LayersModel } from '@tensorflow/tfjs-layers';
import type { SourceCall } from '../layersModel/callGroups';
import { isSymbolic, watchFailures } from './layerFailures';
import { callSites, userFrames, type RunFrame } from './callStack';

type Layer = tfl.layers.Layer;

/** Everything that was made while a definition ran. */
export interface LayerTrace {
  /** All layers, models included, in the order they were made. */
  readonly layers: readonly Layer[];
  readonly models: readonly LayersModel[];
  /** The stack where a layer was made, innermost first. */
  madeAt(layer: Layer): readonly RunFrame[];
  /** The stack where a layer was applied, by the index of the node that came of it. */
  appliedAt(layer: Layer, call: number): readonly RunFrame[];
  /** The user's calls that were running when a layer joined the network, outermost first. */
  readonly callsOf: (layer: Layer, call: number) => readonly SourceCall[];
  /** The layer whose own making or taking failed with an error: not the call that applies it is at fault. */
  readonly failedLayer: (error: unknown) => Layer | undefined;
  /** The lists of tensors that layers took, and that changed afterwards: the stacks where they took them. */
  readonly changedLists: () => readonly (readonly RunFrame[])[];
  /** Stops watching; the record stays. */
  readonly stop: () => void;
}

/** Names of the classes that a layer is made of: their constructors are not where it was made. */
function classNames(layer: object): Set<string> {
  const names = new Set<string>();
  for (let at: unknown = Object.getPrototypeOf(layer); at; at = Object.getPrototypeOf(at)) {
    names.add((at as { constructor: { name: string } }).constructor.name);
  }
  return names;
}

function framesWhereMade(layer: object, isUser: (file: string) => boolean): RunFrame[] {
  const own = classNames(layer);
  const outside = callSites().filter(
    (site) => !(site.isConstructor() && own.has(site.getFunctionName() ?? '')),
  );
  return userFrames(outside, isUser);
}

/** The stack, and the user's calls, at the moment when a layer was made or applied. */
interface Moment {
  readonly frames: readonly RunFrame[];
  readonly calls: readonly SourceCall[];
}

/** The calls that apply a layer, or those that make it if they lie within: `[...block(), ...block()]`. */
function joining(
  made: readonly SourceCall[],
  applied: readonly SourceCall[] | undefined,
  call: number,
): readonly SourceCall[] {
  if (!applied) return made;
  const isDeeper = applied.every((one, depth) => one === made[depth]);
  return call === 0 && isDeeper ? made : applied;
}

/**
 * Watches every layer that is made and applied until stopped; `runningCalls` gives the user's calls that are
 * running, outermost first. Layers announce themselves by setting
 * `inputSpec`, which the constructor of their base class does first.
 */
export function traceLayers(
  isUser: (file: string) => boolean,
  runningCalls: () => readonly SourceCall[],
): LayerTrace {
  const made = new Map<Layer, Moment>();
  const applied = new Map<Layer, Moment[]>();
  const now = (frames: RunFrame[]): Moment => ({ frames, calls: runningCalls() });
  const prototype = layers.Layer.prototype as Layer & { apply: Layer['apply'] };
  // Called with the layer as `this` below.
  const apply = prototype.apply;

  Object.defineProperty(prototype, 'inputSpec', {
    configurable: true,
    set(this: Layer, value: unknown) {
      if (!made.has(this)) made.set(this, now(framesWhereMade(this, isUser)));
      Object.defineProperty(this, 'inputSpec', {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
  });
  prototype.apply = function (this: Layer, inputs, kwargs) {
    if (isSymbolic(inputs)) {
      const nodes = applied.get(this) ?? [];
      nodes[this.inboundNodes.length] = now(userFrames(callSites(), isUser));
      applied.set(this, nodes);
    }
    return apply.call(this, inputs, kwargs);
  };
  const failures = watchFailures(isUser);
  return {
    get layers() {
      return [...made.keys()];
    },
    get models() {
      return [...made.keys()].filter((layer) => layer instanceof LayersModel);
    },
    madeAt: (layer) => made.get(layer)?.frames ?? [],
    appliedAt: (layer, call) => applied.get(layer)?.[call]?.frames ?? [],
    callsOf: (layer, call) =>
      joining(made.get(layer)?.calls ?? [], applied.get(layer)?.[call]?.calls, call),
    failedLayer: failures.layerOf,
    changedLists: failures.changedLists,
    stop() {
      failures.stop();
      prototype.apply = apply;
      Reflect.deleteProperty(prototype, 'inputSpec');
    },
  };
}
