import type * as tfl from '@tensorflow/tfjs-layers';
import { layers, Sequential, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { callSites, userFrames, type RunFrame } from './callStack';
import { shapeClashOf } from './shapeClash';

type Layer = tfl.layers.Layer;

export const isSymbolic = (value: unknown): boolean =>
  (Array.isArray(value) ? (value as unknown[])[0] : value) instanceof SymbolicTensor;

/** A list of tensors that a layer was applied to, and its members then. */
interface TakenList {
  readonly list: readonly unknown[];
  readonly held: readonly unknown[];
  readonly frames: readonly RunFrame[];
}

const hasChanged = ({ list, held }: TakenList): boolean =>
  list.length !== held.length || held.some((one, index) => one !== list[index]);

/** The layer that an error stopped. */
interface FailedLayer {
  readonly layer: Layer;
  readonly isBuilt: boolean;
  /** A `Sequential` was taking it, or one that holds it. */
  readonly byModel: boolean;
}

/** Inputs that do not fit are a matter of the call that applies a layer, not of the layer. */
function layerAtFault(error: unknown, failed: FailedLayer | undefined): Layer | undefined {
  const isOwn = failed && (failed.byModel || (!failed.isBuilt && !shapeClashOf(error)));
  return isOwn ? failed.layer : undefined;
}

/** The recorded failures of layers. */
interface LayerFailures {
  readonly layerOf: (error: unknown) => Layer | undefined;
  readonly changedLists: () => readonly (readonly RunFrame[])[];
  readonly stop: () => void;
}

/** Watches what layers are applied to, and which of them an error stops, until stopped. */
export function watchFailures(isUser: (file: string) => boolean): LayerFailures {
  const taken: TakenList[] = [];
  const failed = new Map<unknown, FailedLayer>();
  const prototype = layers.Layer.prototype as Layer & { apply: Layer['apply'] };
  const sequential = Sequential.prototype as Sequential & { add: Sequential['add'] };
  // Both are called with their object as `this` below.
  const [apply, add] = [prototype.apply, sequential.add];
  prototype.apply = function (this: Layer, inputs, kwargs) {
    if (Array.isArray(inputs) && isSymbolic(inputs)) {
      taken.push({ list: inputs, held: [...inputs], frames: userFrames(callSites(), isUser) });
    }
    try {
      return apply.call(this, inputs, kwargs);
    } catch (error) {
      const isFirst = !failed.has(error);
      if (isFirst) failed.set(error, { layer: this, isBuilt: this.built, byModel: false });
      throw error;
    }
  };
  sequential.add = function (this: Sequential, layer) {
    try {
      add.call(this, layer);
    } catch (error) {
      const inner = failed.get(error)?.layer ?? layer;
      failed.set(error, { layer: inner, isBuilt: false, byModel: true });
      throw error;
    }
  };
  return {
    layerOf: (error) => layerAtFault(error, failed.get(error)),
    changedLists: () => taken.filter(hasChanged).map(({ frames }) => frames),
    stop() {
      prototype.apply = apply;
      sequential.add = add;
    },
  };
}
