import type {
  InputRef,
  LayerId,
  LayerNode,
  NetworkGraph,
  Shape,
} from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import { Failure } from '../../shared/base/failures';
import { type AffineValue, affineValue, itself, restated, valueFor } from './affineValues';
import { NONE, at } from './lookup';
import { addProducts, type Append } from './products';

export { NONE } from './lookup';

/** One step on the gradient's path: a layer application, or one output of an application with several. */
export interface FlowNode {
  readonly layer: LayerNode;
  readonly operation: Operation;
  /** The producer of each input slot, as a position in `nodes`; `NONE` if no gradient flows. */
  readonly inputs: readonly number[];
  readonly shape: Shape;
  /** One output of a layer with several; its only input is the layer itself. */
  readonly port: boolean;
}

/** The network as the gradient sees it, in topological order. */
export interface Flow {
  readonly nodes: readonly FlowNode[];
  /** Number of input slots and model outputs that read each node. */
  readonly readers: Int32Array;
  /** One of the readers of each node, `NONE` if no node reads it. */
  readonly someReader: Int32Array;
  /** The nodes that the model returns. */
  readonly outputs: readonly number[];
}

/**
 * Turns layers into nodes with numbered producers, and cuts edges that carry no gradient. O(layers + edges).
 */
export function flowOf(graph: NetworkGraph): Flow {
  const builder = new FlowBuilder();
  for (const layer of graph.layers) builder.add(layer);
  return builder.finish(graph.outputs);
}

class FlowBuilder {
  private readonly nodes: FlowNode[] = [];
  private readonly dead: boolean[] = [];
  /** Of nodes that only scale and shift others, or make one number. */
  private readonly values = new Map<number, AffineValue>();
  private readonly firstNode = new Map<LayerId, number>();

  add(layer: LayerNode): void {
    const { operation } = layer;
    const producers = layer.inputs.map((ref) =>
      operation.type === 'source' ? NONE : this.producer(ref),
    );
    if (operation.type === 'merge' && operation.how === 'products') {
      const inputs = addProducts(producers, operation.terms, this.inside(layer));
      this.addWhole(layer, { type: 'merge', how: 'add' }, inputs);
    } else {
      const inputs = layer.inputs.map((ref) => this.valueOf(this.nodeOf(ref)));
      const value = affineValue(operation, inputs);
      if (value) this.values.set(this.nodes.length, valueFor(this.nodes.length, operation, value));
      this.addWhole(layer, restated(operation, value), producers);
    }
  }

  private valueOf(node: number): AffineValue {
    return this.values.get(node) ?? itself(node);
  }

  /** Appends nodes inside a layer. */
  private inside(layer: LayerNode): Append {
    return (operation, inputs) => {
      const shape = layer.outputShape[0] ?? [];
      this.push(
        { layer, operation, inputs, shape, port: false },
        carriesNothing(operation, inputs),
      );
      return this.nodes.length - 1;
    };
  }

  private addWhole(layer: LayerNode, operation: Operation, inputs: readonly number[]): void {
    const { outputShape } = layer;
    const own = this.nodes.length;
    this.firstNode.set(layer.id, own);
    const shape = this.shapeOf(layer, inputs);
    this.push(
      { layer, operation, inputs, shape, port: false },
      layer.detached === true || carriesNothing(operation, inputs),
    );
    if (outputShape.length < 2) return;
    const effect = operation.type === 'passive' ? 'slice' : 'none';
    for (const part of outputShape) {
      const port = { type: 'passive', effect } as const;
      this.push(
        { layer, operation: port, inputs: [own], shape: part, port: true },
        at(this.dead, own),
      );
    }
  }

  finish(outputs: readonly InputRef[]): Flow {
    return flowFrom(
      this.nodes,
      outputs.map((ref) => this.nodeOf(ref)),
    );
  }

  /** A tensor that is cut into parts is whole until each part leaves. */
  private shapeOf({ operation, outputShape }: LayerNode, [input]: readonly number[]): Shape {
    const cuts = outputShape.length > 1 && operation.type === 'passive';
    const whole = cuts && input !== undefined && input !== NONE ? this.nodes[input] : undefined;
    return whole?.shape ?? outputShape[0] ?? [];
  }

  private push(node: FlowNode, dead: boolean): void {
    this.nodes.push(node);
    this.dead.push(dead);
  }

  private producer(ref: InputRef): number {
    const node = this.nodeOf(ref);
    return at(this.dead, node) ? NONE : node;
  }

  private nodeOf({ layer, output }: InputRef): number {
    const own = this.firstNode.get(layer);
    if (own === undefined) {
      throw new Failure('unexpected', `layer ${layer} is read before it exists`);
    }
    return at(this.nodes, own).layer.outputShape.length < 2 ? own : own + 1 + output;
  }
}

/** The flow of nodes in topological order. */
export function flowFrom(nodes: readonly FlowNode[], outputs: readonly number[]): Flow {
  const readers = new Int32Array(nodes.length);
  const someReader = new Int32Array(nodes.length).fill(NONE);
  nodes.forEach(({ inputs }, reader) => {
    for (const producer of inputs) {
      if (producer === NONE) continue;
      readers[producer] = (readers[producer] ?? 0) + 1;
      someReader[producer] = reader;
    }
  });
  for (const node of outputs) readers[node] = (readers[node] ?? 0) + 1;
  return { nodes, readers, someReader, outputs };
}

/** True if neither a trainable weight nor a model input lies upstream. */
function carriesNothing(operation: Operation, inputs: readonly number[]): boolean {
  if (operation.type === 'input') return !operation.carriesGradient;
  if (operation.type === 'source') return operation.kernelEntries === 0;
  return operation.type !== 'transform' && inputs.every((producer) => producer === NONE);
}

/** Transforming layers count 1 on a path, everything else 0. */
export const costOf = ({ operation }: FlowNode): number => (operation.type === 'transform' ? 1 : 0);

/**
 * The only producer to which a walk against the data can continue, or `NONE` if the node joins several
 * tensors or has none. A merge whose other operands carry no gradient (a mask, padding zeros) has one.
 */
export function soleInput({ operation, inputs }: FlowNode): number {
  let sole = NONE;
  for (const producer of inputs) {
    if (producer === NONE) continue;
    if (sole !== NONE && (producer !== sole || operation.type === 'merge')) return NONE;
    sole = producer;
  }
  return sole;
}
