import type { RecordedNode, ValueReference } from '../../../../shared/protocol/python/recording';

/** Operations that keep all entries and share them out among other axes. */
const regrouping = /^(?:reshape|flatten|unflatten|squeeze|unsqueeze)$/;

/** Product of the extents that are known. */
const known = (node: RecordedNode | undefined, output = 0): number =>
  (node?.outputs[output]?.shape ?? []).reduce<number>((all, extent) => all * (extent ?? 1), 1);

/**
 * For each node the entries of its batch axis for each sample: 64 if a map is cut into 64 windows that
 * join the batch. A recording writes any extent that scales with the batch as `null`.
 */
export function entriesPerSample(nodes: readonly RecordedNode[]): number[] {
  const found: number[] = [];
  nodes.forEach((node) => found.push(ofNode(node, nodes, found)));
  return found;
}

function ofNode(
  node: RecordedNode,
  nodes: readonly RecordedNode[],
  found: readonly number[],
): number {
  const batched = batchedInputs(node, nodes);
  const [first] = batched;
  const axis = node.outputs[0]?.shape.indexOf(null) ?? -1;
  if (axis < 0 || !first) return 1;
  const each = batched.map(([index]) => found[index] ?? 1);
  if (regrouping.test(node.op))
    return regrouped((each[0] ?? 1) * known(nodes[first[0]], first[1]), node);
  return node.attributes['dim'] === axis ? alongBatch(node, each) : Math.max(...each);
}

const batchedInputs = (
  { inputs }: RecordedNode,
  nodes: readonly RecordedNode[],
): ValueReference[] =>
  inputs
    .flatMap((input) => ('value' in input ? [input.value] : []))
    .filter(([index, output]) => nodes[index]?.outputs[output]?.shape.includes(null));

function regrouped(entries: number, node: RecordedNode): number {
  const after = entries / known(node);
  return Number.isInteger(after) ? after : 1;
}

/** An operation that joins or cuts the batch axis. */
function alongBatch({ op, outputs }: RecordedNode, each: readonly number[]): number {
  if (op === 'cat') return each.reduce((sum, one) => sum + one, 0);
  const largest = Math.max(...each);
  return op === 'chunk' || op === 'split' ? largest / outputs.length : largest;
}
