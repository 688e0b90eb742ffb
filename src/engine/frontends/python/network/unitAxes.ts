import type { RecordedNode, Recording } from '../../../../shared/protocol/python/recording';

/** Kernels of (outputs, inputs, …). */
const outputsFirst =
  /^(?:linear|bilinear|conv\dd|deform_conv2d|multi_head_attention_forward|(?:lstm|gru|rnn_\w+?)(?:_cell)?)$/;
/** Kernels of (inputs, outputs ÷ groups, …). */
const outputsSecond = /^conv_transpose\dd$/;
/** A kernel of (inputs, outputs) that stands behind what it multiplies. */
const product = /^(?:matmul|mm|addmm)$/;

function axisIn(
  { op, inputs, attributes }: RecordedNode,
  position: number,
  rank: number,
): number | null {
  // Units of several groups read other channels: equal weights do not make them alike.
  if (Number(attributes['groups'] ?? 1) > 1) return null;
  if (outputsFirst.test(op)) return 0;
  if (outputsSecond.test(op)) return 1;
  return product.test(op) && position === inputs.length - 1 ? rank - 1 : null;
}

/**
 * The axis of the units of each parameter that operations read themselves. Absent if none does, if the
 * operation does not tell it, or if two differ, like an embedding that is also the output's kernel.
 */
export function unitAxes({ nodes, parameters }: Recording): ReadonlyMap<number, number> {
  const found = new Map<number, number | null>();
  for (const node of nodes) {
    node.inputs.forEach((input, position) => {
      if (!('parameter' in input)) return;
      const { parameter } = input;
      const axis = axisIn(node, position, parameters[parameter]?.shape.length ?? 0);
      const known = found.get(parameter);
      found.set(parameter, known === undefined || known === axis ? axis : null);
    });
  }
  return new Map(
    [...found].flatMap(([parameter, axis]): [number, number][] =>
      axis === null ? [] : [[parameter, axis]],
    ),
  );
}
