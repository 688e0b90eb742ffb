import type { Operation } from '../../shared/network/operation';
import { complementing } from './complementing';
import { type Flow, flowFrom, type FlowNode, NONE } from './flow';
import { type Bounded, boundedNodes, multiplies } from './gating';
import { at, int } from './lookup';

/**
 * Writes x − x·T as x·(1 − T) where T is bounded, and a + x − x·T as a + x·(1 − T). The numbers are the same, and a
 * carry gate is seen as one. O(layers + edges).
 */
export function gatherComplements(flow: Flow): Flow {
  const bounded = boundedNodes(flow);
  const changes = flow.nodes.flatMap((_, own) => gathered(flow, bounded, own));
  if (changes.length === 0) return flow;
  const nodes = [...flow.nodes];
  for (const { node, operation, inputs } of changes) {
    nodes[node] = { ...at(nodes, node), operation, inputs };
  }
  return flowFrom(nodes, flow.outputs);
}

interface Change extends Pick<FlowNode, 'operation' | 'inputs'> {
  readonly node: number;
}

const multiplying: Operation = { type: 'merge', how: 'multiply' };
const adding: Operation = { type: 'merge', how: 'add' };

/** A tensor x, and the product x·T that is subtracted behind it. */
interface Gate {
  readonly carried: number;
  readonly product: number;
  readonly factor: number;
}

/** The nodes of a subtraction in their new form; none if it carries no gate. */
function gathered(flow: Flow, bounded: Bounded, own: number): Change[] {
  const { operation, inputs } = at(flow.nodes, own);
  if (operation.type !== 'merge' || operation.how !== 'subtract' || inputs.length !== 2) return [];
  const [one, other] = [at(inputs, 0), at(inputs, 1)];
  const gate = gateIn(flow, bounded, one, other) ?? gateIn(flow, bounded, other, one);
  if (gate) {
    const { carried, product, factor } = gate;
    return [
      { node: product, operation: complementing, inputs: [factor] },
      { node: own, operation: multiplying, inputs: [carried, product] },
    ];
  }
  return behindSum(flow, bounded, own, [one, other]);
}

/** (a + x) − x·T: of the sum and the product the earlier node becomes 1 − T and the later one x·(1 − T). */
function behindSum(
  flow: Flow,
  bounded: Bounded,
  own: number,
  [sum, product]: readonly [number, number],
): Change[] {
  const [first, last] = [Math.min(sum, product), Math.max(sum, product)];
  const [one, other] = addendsOf(flow, sum);
  for (const [carried, rest] of [
    [one, other],
    [other, one],
  ] as const) {
    const gate = gateIn(flow, bounded, carried, product);
    if (!gate || rest === NONE || gate.factor >= first) continue;
    return [
      { node: first, operation: complementing, inputs: [gate.factor] },
      { node: last, operation: multiplying, inputs: [carried, first] },
      { node: own, operation: adding, inputs: [rest, last] },
    ];
  }
  return [];
}

/** Both parts of a sum of two that nothing else reads. */
function addendsOf({ nodes, readers }: Flow, sum: number): readonly [number, number] {
  if (sum === NONE || int(readers, sum) !== 1) return [NONE, NONE];
  const { operation, inputs } = at(nodes, sum);
  const isPair = operation.type === 'merge' && operation.how === 'add' && inputs.length === 2;
  return isPair ? [at(inputs, 0), at(inputs, 1)] : [NONE, NONE];
}

function gateIn(
  { nodes, readers }: Flow,
  bounded: Bounded,
  carried: number,
  product: number,
): Gate | undefined {
  if (carried === NONE || product === NONE || int(readers, product) !== 1) return undefined;
  const { operation, inputs } = at(nodes, product);
  if (!multiplies(operation) || inputs.length !== 2 || !inputs.includes(carried)) return undefined;
  const factor = inputs.find((input) => input !== carried) ?? NONE;
  return factor !== NONE && at(bounded, factor) ? { carried, product, factor } : undefined;
}
