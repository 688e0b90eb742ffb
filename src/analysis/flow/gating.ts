import { keepsUnitSize } from '../../shared/network/affine';
import type { Activation, Operation } from '../../shared/network/operation';
import type { Flow, FlowNode } from './flow';
import { NONE } from './flow';
import { at } from './lookup';

/** `true` for each node whose values are bounded for every input, and so can gate others. */
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
  // A constant that a complement is taken from carries no gradient.
  const taken = operation.type === 'activation' ? inputs.filter((input) => input !== NONE) : inputs;
  return (
    inherits && taken.length > 0 && taken.every((input) => input !== NONE && at(bounded, input))
  );
}

const activationOf = (operation: Operation): Activation | undefined =>
  operation.type === 'activation' || operation.type === 'transform'
    ? operation.activation
    : undefined;

function keepsBounds(operation: Operation): boolean {
  if (operation.type === 'merge') return boundKeepingMerges.has(operation.how);
  if (operation.type === 'passive') {
    return (
      operation.effect !== 'scale' || (operation.by !== undefined && keepsUnitSize(operation.by))
    );
  }
  return operation.type === 'pool' || operation.type === 'resample';
}

const boundKeepingMerges: ReadonlySet<string> = new Set([
  'multiply',
  'average',
  'maximum',
  'minimum',
  'concat',
]);

/** The slots of a multiplication whose tensor is carried on; another, bounded operand scales it. */
export function carriedSlots({ operation, inputs }: FlowNode, bounded: Bounded): number[] {
  if (operation.type !== 'merge' || operation.how !== 'multiply') return [];
  const gates = (slot: number) => slot !== NONE && at(bounded, slot);
  return inputs.flatMap((input, slot) =>
    input !== NONE && inputs.some((other, index) => index !== slot && gates(other)) ? [slot] : [],
  );
}

/**
 * The producers of every node on data paths. A bounded operand of a multiplication that has an unbounded one
 * only scales, and becomes `NONE`. Where all are bounded, an operand that nothing but multiplications read
 * scales one that others read too: r in r · h of a GRU.
 */
export function dataInputs(flow: Flow, bounded: Bounded): (readonly number[])[] {
  const factors = factorsOnly(flow);
  return flow.nodes.map(({ operation, inputs }) => {
    if (!multiplies(operation)) return inputs;
    const isBoundedOrNone = (input: number) => input === NONE || at(bounded, input);
    const isFactor = (input: number) => input === NONE || at(factors, input);
    const scales = inputs.every(isBoundedOrNone) ? isFactor : isBoundedOrNone;
    return inputs.every(scales) ? inputs : inputs.map((input) => (scales(input) ? NONE : input));
  });
}

/** Nodes that only multiplications read, directly or as their complement 1 − x. */
function factorsOnly({ nodes, outputs }: Flow): readonly boolean[] {
  const factors = nodes.map(() => true);
  for (const output of outputs) factors[output] = false;
  for (let reader = nodes.length - 1; reader >= 0; reader--) {
    const { operation, inputs } = at(nodes, reader);
    if (multiplies(operation) || (isComplement(operation) && at(factors, reader))) continue;
    for (const producer of inputs) if (producer !== NONE) factors[producer] = false;
  }
  return factors;
}

export const multiplies = (operation: Operation): boolean =>
  operation.type === 'merge' && operation.how === 'multiply';
/** Is 1 − x, or a step of it: −x, x − 1. */
export const isComplement = (operation: Operation): boolean =>
  (operation.type === 'activation' && operation.activation.range === 'boundKeeping') ||
  (operation.type === 'passive' && operation.effect === 'scale' && operation.by !== undefined);

/** Nodes whose values reach an output as data; the others only make gating factors. */
export function dataNodes(
  { outputs }: Flow,
  inputs: readonly (readonly number[])[],
): ReadonlySet<number> {
  const data = new Set(outputs);
  for (let node = inputs.length - 1; node >= 0; node--) {
    if (data.has(node)) for (const producer of at(inputs, node)) data.add(producer);
  }
  return data;
}
