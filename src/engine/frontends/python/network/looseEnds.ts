import type { Recording } from '../../../../shared/protocol/python/recording';

/**
 * A recording that ended before `forward` returned, with outputs all the same: the operation that refused its
 * tensors, else every value that nothing reads.
 */
export function withLooseEnds(recording: Recording): Recording {
  const { nodes, outputs } = recording;
  if (outputs.length > 0) return recording;
  const read = new Set(
    nodes.flatMap(({ inputs }) => inputs.flatMap((one) => ('value' in one ? one.value[0] : []))),
  );
  const refused = nodes.findIndex((node) => node.refused);
  const unread = nodes.flatMap(({ op }, node) => (read.has(node) || op === 'input' ? [] : node));
  const ends = refused < 0 ? unread : [refused];
  return {
    ...recording,
    outputs: ends.map((node): Recording['outputs'][number] => ({
      value: [node, 0],
      path: String(node),
    })),
  };
}
