import { complementing } from './complementing';
import type { Flow, FlowNode } from './flow';
import { NONE } from './flow';
import { type Bounded, boundedNodes, multiplies } from './gating';
import { at, int } from './lookup';

/**
 * Writes x − x·T as x·(1 − T) where T is bounded: the product becomes the complement, and the subtraction the
 * product. The numbers are the same, and a carry gate is seen as one. O(layers + edges).
 */
export function gatherComplements(flow: Flow): Flow {
  const bounded = boundedNodes(flow);
  const nodes = [...flow.nodes];
  const readers = Int32Array.from(flow.readers);
  flow.nodes.forEach((node, own) => {
    const gate = gateOf(flow, bounded, node);
    if (gate === undefined) return;
    const { factor, product, carried } = gate;
    nodes[product] = { ...at(nodes, product), operation: complementing, inputs: [factor] };
    nodes[own] = { ...node, operation: { type: 'merge', how: 'multiply' } };
    readers[carried] = int(readers, carried) - 1;
  });
  return { ...flow, nodes, readers };
}

interface Gate {
  readonly carried: number;
  readonly product: number;
  readonly factor: number;
}

/** The carried tensor x, the product x·T and the gate T of a subtraction x − x·T. */
function gateOf(flow: Flow, bounded: Bounded, { operation, inputs }: FlowNode): Gate | undefined {
  if (operation.type !== 'merge' || operation.how !== 'subtract' || inputs.length !== 2) return;
  const [one, other] = [at(inputs, 0), at(inputs, 1)];
  return gateIn(flow, bounded, one, other) ?? gateIn(flow, bounded, other, one);
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
