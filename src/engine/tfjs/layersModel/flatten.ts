import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {
  type Group,
  type GroupId,
  groupId,
  type InputRef,
  type LayerId,
  layerId,
  type Shape,
} from '../../../shared/network/network';
import type { SourceCall } from './callGroups';
import { type CalledModel, groupCalls } from './groupCalls';
import {
  callIndex,
  callsInOrder,
  inputTensors,
  isInputCall,
  isModel,
  type Layer,
  type LayerCall,
  outputShapes,
} from './framework';

/** One application of a layer in the flattened model. */
export interface Application {
  readonly id: LayerId;
  readonly layer: Layer;
  readonly call: LayerCall;
  /** The position of `call` among all calls of the layer. */
  readonly callIndex: number;
  readonly inputs: readonly InputRef[];
  readonly outputShape: readonly Shape[];
  readonly dtype: tf.DataType;
  readonly sharedWith?: LayerId;
  readonly group?: GroupId;
  /** The innermost model that holds the layer: a mask does not cross its border. */
  readonly model: tfl.LayersModel;
}

export interface FlatModel {
  /** Producers before consumers. */
  readonly applications: readonly Application[];
  readonly groups: readonly Group[];
  readonly outputs: readonly InputRef[];
}

type CallsOf = (layer: Layer, call: number) => readonly SourceCall[];
type Refs = Map<number, InputRef>;
interface Scope {
  readonly model: tfl.LayersModel;
  /** Names of the enclosing models, outermost first. */
  readonly path: readonly string[];
  readonly group?: GroupId;
  /** The tensors that the caller feeds a nested model; the outermost model feeds itself. */
  readonly fed?: readonly InputRef[];
}

/** Walks a model and its nested models into one list of applications. */
class Flattener {
  readonly applications: Application[] = [];
  readonly groups: Group[] = [];
  private readonly firstCalls = new Map<Layer, LayerId>();
  private readonly used = new Map<string, number>();
  readonly models: CalledModel[] = [];

  constructor(private readonly callsOf: CallsOf) {}

  visit(scope: Scope): InputRef[] {
    const refs: Refs = new Map();
    const units: CalledModel['units'][number][] = [];
    this.models.push({ group: scope.group, units });
    scope.fed?.forEach((ref, i) => refs.set(symbolic(scope.model.inputs, i).id, ref));
    for (const call of callsInOrder(scope.model)) {
      const isFed = isInputCall(call) && scope.fed;
      if (isFed) continue;
      const [start, nested] = [this.applications.length, this.groups.length];
      const produced = this.visitCall(call, scope, refs);
      const layers = this.applications.slice(start).map((_, index) => start + index);
      const calls = this.callsOf(call.outboundLayer, callIndex(call));
      units.push({ layers, calls, model: this.groups[nested]?.id });
      call.outputTensors.forEach((tensor, i) => refs.set(tensor.id, element(produced, i)));
    }
    return scope.model.outputs.map((tensor) => lookUp(refs, tensor));
  }

  private visitCall(call: LayerCall, scope: Scope, refs: Refs): InputRef[] {
    const layer = call.outboundLayer;
    const inputs = inputTensors(call).map((tensor) => lookUp(refs, tensor));
    if (!isModel(layer)) return this.addApplication(call, scope, inputs);
    const path = [...scope.path, layer.name];
    return this.visit({ model: layer, path, group: this.addGroup(path, scope), fed: inputs });
  }

  private addGroup(path: readonly string[], scope: Scope): GroupId {
    const id = groupId(this.unique(path.join('/')));
    const name = path.at(-1) ?? '';
    this.groups.push({ id, name, parent: scope.group ?? null, kind: 'model', repeat: 1 });
    return id;
  }

  private addApplication(call: LayerCall, scope: Scope, inputs: readonly InputRef[]): InputRef[] {
    const layer = call.outboundLayer;
    const id = layerId(this.unique([...scope.path, layer.name].join('/')));
    const first = this.firstCalls.get(layer);
    if (!first) this.firstCalls.set(layer, id);
    this.applications.push({
      id,
      layer,
      call,
      callIndex: callIndex(call),
      inputs,
      outputShape: outputShapes(call),
      dtype: symbolic(call.outputTensors, 0).dtype,
      model: scope.model,
      ...(first && { sharedWith: first }),
      ...(scope.group && { group: scope.group }),
    });
    return call.outputTensors.map((_, output) => ({ layer: id, output }));
  }

  /** The name itself the first time, then `name#2`, `name#3`. */
  private unique(name: string): string {
    const count = (this.used.get(name) ?? 0) + 1;
    this.used.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  }
}

function element<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}`);
  return value;
}
const symbolic = (tensors: readonly tfl.SymbolicTensor[], index: number): tfl.SymbolicTensor =>
  element(tensors, index);

function lookUp(refs: Refs, tensor: tfl.SymbolicTensor): InputRef {
  const ref = refs.get(tensor.id);
  if (!ref) throw new Error(`The model uses ${tensor.name}, which none of its layers makes`);
  return ref;
}

/**
 * The DAG of layer applications of a model: nested models become groups, and within each model the calls of
 * functions that made its layers; a shared layer one application per call (`path/name`, then `path/name#2`).
 */
export function flatten(model: tfl.LayersModel, callsOf: CallsOf = () => []): FlatModel {
  const flattener = new Flattener(callsOf);
  const outputs = flattener.visit({ model, path: [] });
  return { ...groupCalls(flattener), outputs };
}
