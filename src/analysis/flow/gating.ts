import type { Activation, Operation } from '../../shared/network/operation';
import type { Flow, FlowNode } from './flow';
import { NONE } from './flow';
import { at } from './lookup';

/** Which values lie within bounds whatever comes in, and so can gate others. */
export type Bounded = readonly boolean[];

/** One pass in topological order; O(layers + edges). */
export function boundedNodes({ nodes }: Flow): Bounded {
  const bounded: boolean[] = [];
  for (const node of nodes) bounded.push(isBounded(node, bounded));
  return bounded;
}

function isBounded({ operation, inputs }: FlowNode, bounded: Bounded): boolean {
  const activation = activationOf(operation);
  if (activation?.range === 'bounded') return true;
  const inherits = activation
    ? operation.type === 'activation' && (activation.linear || activation.range === 'boundKeeping')
    : keepsBounds(operation);
  return (
    inherits && inputs.length > 0 && inputs.every((input) => input !== NONE && at(bounded, input))
  );
}

const activationOf = (operation: Operation): Activation | undefined =>
  operation.type === 'activation' || operation.type === 'transform'
    ? operation.activation
    : undefined;

function keepsBounds(operation: Operation): boolean {
  if (operation.type === 'merge') return boundKeepingMerges.has(operation.how);
  if (operation.type === 'passive') return operation.effect !== 'scale';
  return operation.type === 'pool' || operation.type === 'resample';
}

const boundKeepingMerges: ReadonlySet<string> = new Set([
  'multiply',
  'average',
  'maximum',
  'minimum',
  'concat',
]);

/** The slots of a multiplication whose tensor is carried on, scaled by a bounded other operand. */
export function carriedSlots({ operation, inputs }: FlowNode, bounded: Bounded): number[] {
  if (operation.type !== 'merge' || operation.how !== 'multiply') return [];
  const gates = (slot: number) => slot !== NONE && at(bounded, slot);
  return inputs.flatMap((input, slot) =>
    input !== NONE && inputs.some((other, index) => index !== slot && gates(other)) ? [slot] : [],
  );
}

/** Whether an operand of a multiplication only scales: it is bounded and another one is not. */
export function isGateSlot(node: FlowNode, slot: number, bounded: Bounded): boolean {
  const { operation, inputs } = node;
  if (operation.type !== 'merge' || operation.how !== 'multiply') return false;
  const isFree = (input: number) => input !== NONE && !at(bounded, input);
  const own = at(inputs, slot);
  return own !== NONE && at(bounded, own) && inputs.some(isFree);
}

/** Nodes whose values reach an output as data; the others only make gating factors. */
export function dataNodes({ nodes, outputs }: Flow, bounded: Bounded): ReadonlySet<number> {
  const data = new Set(outputs);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = at(nodes, index);
    if (!data.has(index)) continue;
    node.inputs.forEach((producer, slot) => {
      if (producer !== NONE && !isGateSlot(node, slot, bounded)) data.add(producer);
    });
  }
  return data;
}
