import * as tf from '@tensorflow/tfjs-core';
import { Failure, thrownText } from '../../../shared/base/failures';
import type { LayerId } from '../../../shared/network/network';

type TapeNode = NonNullable<ReturnType<typeof tf.engine>['state']['activeTape']>[number];
type Gradients = ReturnType<NonNullable<TapeNode['gradient']>>;

/** The failure of a backward pass; `layer` is absent if the loss itself failed. */
export type ExplainFailure = (layer: LayerId | undefined, reason: string) => Failure;

/** The operations so far; there are some only while a gradient is taken. */
const tape = (): readonly TapeNode[] => tf.engine().state.activeTape;

/**
 * Watches the operations of one forward pass, layer by layer, so that a failure of the backward pass names
 * the layer that it happened in. An operation that no trained weight lies before may lack a gradient, as
 * it may in TensorFlow.js's own training: what lies before it is then not measured.
 */
export class TapeGuard {
  private seen = 0;
  private readonly nodes: TapeNode[] = [];
  /** Tensors whose gradients would have to come through an operation without one. */
  private readonly lost = new Set<number>();
  private depending: ReadonlySet<number> | undefined;

  /** @param trained the ids of the variables that training changes */
  constructor(
    private readonly trained: ReadonlySet<number>,
    private readonly explain: ExplainFailure,
  ) {}

  /** The operations since the last call, if any, belong to this layer; those of the loss to none. */
  claim(layer?: LayerId): void {
    const all = tape();
    for (const node of all.slice(this.seen)) this.guard(node, layer);
    this.seen = all.length;
  }

  /** Tells whether the gradient of this tensor was lost on its way back. */
  isLost({ id }: tf.Tensor): boolean {
    return this.lost.has(id);
  }

  private guard(node: TapeNode, layer: LayerId | undefined): void {
    const { gradient, kernelName } = node;
    this.nodes.push(node);
    node.gradient = (dys) => {
      try {
        if (!gradient) throw new Error(`There is no gradient of ${kernelName}.`);
        return this.guardInputs(node, gradient(dys), layer);
      } catch (error) {
        const inputs = Object.entries(node.inputs);
        this.giveUp(
          inputs.map(([, x]) => x),
          layer,
          error,
        );
        return Object.fromEntries(inputs.map(([name, x]) => [name, () => zerosFor(x)]));
      }
    };
  }

  private guardInputs(node: TapeNode, given: Gradients, layer: LayerId | undefined): Gradients {
    const guarded = Object.entries(node.inputs).map(([name, x]): [string, () => tf.Tensor] => [
      name,
      () => {
        try {
          return checked(given, name, { x, kernelName: node.kernelName });
        } catch (error) {
          this.giveUp([x], layer, error);
          return zerosFor(x);
        }
      },
    ]);
    return Object.fromEntries(guarded);
  }

  /** Notes that no gradient comes back to some inputs; throws if training needs one of theirs. */
  private giveUp(inputs: readonly tf.Tensor[], layer: LayerId | undefined, error: unknown): void {
    // A tensor that does not fit into memory is no missing gradient.
    if (error instanceof Failure || error instanceof RangeError) throw error;
    this.depending ??= dependingOn(this.trained, this.nodes);
    if (inputs.some(({ id }) => this.depending?.has(id)))
      throw this.explain(layer, thrownText(error));
    this.lose(inputs);
  }

  /** The gradient comes back last to what was made first: nothing before these inputs has been seen yet. */
  private lose(inputs: readonly tf.Tensor[]): void {
    const makers = new Map(
      this.nodes.flatMap((node) => node.outputs.map(({ id }): [number, TapeNode] => [id, node])),
    );
    const waiting = [...inputs];
    for (let input = waiting.pop(); input; input = waiting.pop()) {
      if (this.lost.has(input.id)) continue;
      this.lost.add(input.id);
      waiting.push(...Object.values(makers.get(input.id)?.inputs ?? {}));
    }
  }
}

const zerosFor = ({ shape }: tf.Tensor): tf.Tensor => tf.zeros(shape, 'float32');

/** The checks that TensorFlow.js makes after an operation's gradient, where no layer is known any more. */
function checked(
  given: Gradients,
  name: string,
  { x, kernelName }: { readonly x: tf.Tensor; readonly kernelName: string },
): tf.Tensor {
  const dx = given[name]?.();
  if (!dx) throw new Error(`There is no gradient of ${kernelName} for its input ${name}.`);
  if (dx.dtype !== 'float32' || !tf.util.arraysEqual(dx.shape, x.shape)) {
    throw new Error(
      `The gradient of ${kernelName} for its input ${name} has the shape [${dx.shape.join(', ')}] of ${dx.dtype}, the input [${x.shape.join(', ')}].`,
    );
  }
  return dx;
}

/** Everything that some variables have a part in. */
function dependingOn(variables: ReadonlySet<number>, nodes: readonly TapeNode[]): Set<number> {
  const found = new Set(variables);
  for (const { inputs, outputs } of nodes) {
    if (Object.values(inputs).some(({ id }) => found.has(id)))
      for (const { id } of outputs) found.add(id);
  }
  return found;
}
