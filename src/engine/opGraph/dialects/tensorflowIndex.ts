import type { OperandFacts } from '../dialect';
import type { GatherSettings, IndexPlace, IndexSettings } from '../operations/settings';
import type { ProgramNode } from '../program';
import { numberIn } from './tensorflowAttributes';

/** Masks keep one bit per place of the index. */
const isMasked = (node: ProgramNode, mask: string, place: number): boolean =>
  ((numberIn(node, `${mask}_mask`) >> place) & 1) === 1;

const whole: IndexPlace = { kind: 'cut', begin: undefined, end: undefined, step: 1 };

function placeAt(node: ProgramNode, { values }: OperandFacts, place: number): IndexPlace {
  if (isMasked(node, 'new_axis', place)) return { kind: 'newAxis' };
  if (isMasked(node, 'shrink_axis', place)) return { kind: 'index' };
  const [, begin, end, steps] = values;
  return {
    kind: 'cut',
    begin: isMasked(node, 'begin', place) ? undefined : begin?.[place],
    end: isMasked(node, 'end', place) ? undefined : end?.[place],
    step: steps?.[place] ?? 1,
  };
}

/** The axes that `…` stands for: those of a tensor of `rank` axes that no other place takes. */
function ellipsisOf(places: readonly IndexPlace[], rank: number | undefined) {
  if (rank === undefined) return undefined;
  const taken = places.filter(({ kind }) => kind !== 'newAxis').length;
  return Array.from({ length: Math.max(0, rank - taken) }, () => whole);
}

/** `x[…, 0:2, newaxis]`, which a `StridedSlice` keeps as numbers and masks. */
export function indexOf(node: ProgramNode, operands: OperandFacts): IndexSettings {
  const [, begin, end, steps] = operands.values;
  if (!begin || !end || !steps) return { places: undefined };
  const ellipsis = begin.findIndex((_, place) => isMasked(node, 'ellipsis', place));
  const places = begin.map((_, place) => placeAt(node, operands, place));
  if (ellipsis < 0) return { places };
  const [before, after] = [places.slice(0, ellipsis), places.slice(ellipsis + 1)];
  const between = ellipsisOf([...before, ...after], operands.shapes[0]?.length);
  return { places: between && [...before, ...between, ...after] };
}

/** The entries that indices name along an axis: `Gather` takes the first, `GatherV2` names it. */
export function gatherOf(node: ProgramNode, { shapes, values }: OperandFacts): GatherSettings {
  const isBatched = numberIn(node, 'batch_dims') !== 0;
  const axis = node.op === 'Gather' ? 0 : values[2]?.[0];
  return { axis: isBatched ? undefined : axis, indices: shapes[1] };
}
