import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Recording } from '../../../shared/protocol/python/recording';

/** The edge of the network that an operand of a node is. */
export interface OperandEdge {
  readonly from: LayerId;
  readonly to: LayerId;
  readonly slot: number;
  /** The operand is a parameter that the network shows as a layer. */
  readonly isParameter: boolean;
}

const keyOf = (node: number, input: number): string => `${node} ${input}`;

/** The edges of a recording's operands; those of nodes without a layer, and folded weights, have none. */
export function operandEdges(
  { nodes }: Recording,
  layers: ReadonlyMap<number, LayerNode>,
): (node: number, input: number) => OperandEdge | undefined {
  const ofNodes = new Set([...layers.values()].map(({ id }) => id));
  const found = new Map<string, OperandEdge>();
  for (const [node, { id, inputs }] of layers) {
    let slot = 0;
    nodes[node]?.inputs.forEach((input, at) => {
      const edge = inputs[slot];
      if (!edge) return;
      const isValue = 'value' in input;
      const isParameter = 'parameter' in input && !ofNodes.has(edge.layer);
      const isSame =
        isValue && layers.get(input.value[0])?.id === edge.layer && input.value[1] === edge.output;
      if (!isSame && !isParameter) return;
      found.set(keyOf(node, at), { from: edge.layer, to: id, slot, isParameter });
      slot += 1;
    });
  }
  return (node, input) => found.get(keyOf(node, input));
}
