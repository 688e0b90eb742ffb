import type { Layer, LayerId } from '../../../src/shared/network/network';
import type { Skip } from '../../../src/shared/report/report';

/** A shortcut holds at most one transforming layer; with norms, pools and pads around it this is ample. */
const LONGEST_SHORTCUT = 12;

/** The layers of a shortcut from fork to merge, both included. */
export interface SkipPath {
  readonly skip: Skip;
  readonly layers: readonly LayerId[];
}

interface Step {
  readonly layer: LayerId;
  readonly next: Step | null;
}

function unwind(step: Step, to: LayerId): LayerId[] {
  const path: LayerId[] = [];
  for (let at: Step | null = step; at; at = at.next) path.push(at.layer);
  return [...path, to];
}

/** Searches breadth first against the edges: the shortest path is found first. */
function walkBack(
  layers: ReadonlyMap<LayerId, Layer>,
  starts: readonly LayerId[],
  { from, to }: Skip,
): LayerId[] | undefined {
  let wave: Step[] = starts.map((layer) => ({ layer, next: null }));
  const seen = new Set(starts);
  for (let depth = 0; depth < LONGEST_SHORTCUT && wave.length > 0; depth++) {
    const found = wave.find(({ layer }) => layer === from);
    if (found) return unwind(found, to);
    wave = wave.flatMap((next) =>
      (layers.get(next.layer)?.inputs ?? []).flatMap(({ layer }) => {
        if (seen.has(layer)) return [];
        seen.add(layer);
        return [{ layer, next }];
      }),
    );
  }
  return undefined;
}

/**
 * The path of a skip through the network. Where merges were folded, its slot may not be an input of the
 * merge layer itself: then any shortest path counts, and at worst the two ends alone.
 */
export function findSkipPath(layers: ReadonlyMap<LayerId, Layer>, skip: Skip): SkipPath {
  const inputs = (layers.get(skip.to)?.inputs ?? []).map(({ layer }) => layer);
  const atSlot = inputs[skip.slot];
  const path =
    (atSlot === undefined ? undefined : walkBack(layers, [atSlot], skip)) ??
    walkBack(layers, inputs, skip);
  return { skip, layers: path ?? [skip.from, skip.to] };
}
