import type { RecordedNode } from '../../../../shared/protocol/python/recording';

/** Operations that keep all entries and share them out among other axes. */
const regrouping = /^(?:reshape|flatten|unflatten|squeeze|unsqueeze)$/;

/** Product of the extents that are known. */
const known = (node: RecordedNode | undefined, output = 0): number =>
  (node?.outputs[output]?.shape ?? []).reduce<number>((all, extent) => all * (extent ?? 1), 1);

/**
 * For each node the entries of its batch axis for each sample: 64 where a map is cut into 64 windows that
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
  const axis = node.outputs[0]?.shape.indexOf(null) ?? -1;
  const values = node.inputs.flatMap((input) => ('value' in input ? [input.value] : []));
  const batched = values.filter(
    ([index, output]) => nodes[index]?.outputs[output]?.shape.includes(null) ?? false,
  );
  const [first] = batched;
  if (axis < 0 || !first) return 1;
  const each = batched.map(([index]) => found[index] ?? 1);
  if (regrouping.test(node.op)) {
    const after = ((each[0] ?? 1) * known(nodes[first[0]], first[1])) / known(node);
    return Number.isInteger(after) ? after : 1;
  }
  const along = node.attributes['dim'] === axis;
  if (node.op === 'cat' && along) return each.reduce((sum, one) => sum + one, 0);
  const largest = Math.max(...each);
  return along && /^(?:chunk|split)$/.test(node.op) ? largest / node.outputs.length : largest;
}
