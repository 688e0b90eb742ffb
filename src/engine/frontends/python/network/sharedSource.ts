import type { RecordedNode, ValueReference } from '../../../../shared/protocol/python/recording';

type Folded = ReadonlyMap<number, unknown>;

const valuesOf = ({ inputs }: RecordedNode): readonly ValueReference[] =>
  inputs.flatMap((input) => ('value' in input ? [input.value] : []));

/** A joined value that is made of another one which layers read too. */
export interface SharedSource {
  /** The value that both come from. */
  readonly source: ValueReference;
  /** The operations from there to the joined value: layers of their own. */
  readonly between: readonly number[];
}

/**
 * The way from a value that is joined to the signal back to the nearest one that layers read as well: the
 * queries of a decoder are added to the attention that they are turned round for.
 */
export function sharedSource(
  nodes: readonly RecordedNode[],
  folded: Folded,
  joined: number,
): SharedSource | undefined {
  const isRead = readByLayers(nodes, folded);
  const back = (node: number): SharedSource | undefined => {
    for (const value of nodes[node] ? valuesOf(nodes[node]) : []) {
      const [from] = value;
      if (!folded.has(from)) continue;
      const found = isRead.has(from) ? { source: value, between: [] } : back(from);
      if (found) return { source: found.source, between: [node, ...found.between] };
    }
    return undefined;
  };
  return back(joined);
}

function readByLayers(nodes: readonly RecordedNode[], folded: Folded): ReadonlySet<number> {
  const layers = nodes.filter((_, index) => !folded.has(index));
  return new Set(layers.flatMap(valuesOf).map(([from]) => from));
}
