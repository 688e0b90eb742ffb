import type { PathLengths } from '../../shared/report/structure';
import { at } from '../flow/lookup';

/** The exact number of paths of each length: `counts[i]` of length `from + i`. */
interface Lengths {
  readonly from: number;
  readonly counts: readonly bigint[];
}

/** The most additions of big integers; more would keep the user waiting. */
const MANY_ADDITIONS = 2_000_000;

/** A DAG whose nodes and edges have lengths. */
export interface PathGraph {
  /** Producers of each node, with smaller positions. */
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: ReadonlySet<number>;
  /** Length of the step from `producer` into `node`. */
  readonly step: (producer: number, node: number) => number;
  /** Length of a node itself. */
  readonly own: (node: number) => number;
}

/** The lengths of all paths from starts to outputs; `undefined` if that would take too long. */
export function countLengths({ inputs, outputs, step, own }: PathGraph): PathLengths | undefined {
  const lengths: Lengths[] = [];
  let additions = 0;
  for (const [node, producers] of inputs.entries()) {
    const arriving = producers.map((producer) =>
      shifted(at(lengths, producer), step(producer, node)),
    );
    if (arriving.length > 1)
      additions += arriving.reduce((sum, { counts }) => sum + counts.length, 0);
    if (additions > MANY_ADDITIONS) return undefined;
    const sum = arriving.length === 0 ? { from: 0, counts: [1n] } : summed(arriving);
    lengths.push(shifted(sum, own(node)));
  }
  const { from, counts } = summed([...outputs].map((node) => at(lengths, node)));
  return { from, paths: counts.map(String) };
}

const shifted = ({ from, counts }: Lengths, by: number): Lengths => ({ from: from + by, counts });

function summed(all: readonly Lengths[]): Lengths {
  const [only] = all;
  if (all.length === 1 && only) return only;
  const from = Math.min(...all.map((one) => one.from));
  const end = Math.max(...all.map((one) => one.from + one.counts.length));
  const counts = Array<bigint>(Math.max(0, end - from)).fill(0n);
  for (const one of all) {
    one.counts.forEach((count, index) => {
      const place = one.from - from + index;
      counts[place] = (counts[place] ?? 0n) + count;
    });
  }
  return { from, counts };
}
