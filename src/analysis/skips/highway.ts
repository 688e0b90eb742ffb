import type { Flow } from '../flow/flow';
import { NONE, soleInput } from '../flow/flow';
import type { Bounded } from '../flow/gating';
import { carriedSlots, isComplement } from '../flow/gating';
import { at } from '../flow/lookup';
import type { Candidate } from './candidates';
import type { Merge } from './merges';
import { walkBack } from './shortcuts';

/**
 * The subtractions H − x of a merge x + T·(H − x): the highway form with its terms gathered (Srivastava et
 * al. 2015 write T·H + (1 − T)·x).
 */
export function gatedDifferences(flow: Flow, bounded: Bounded, merge: Merge): number[] {
  return merge.entries
    .flatMap(({ producer }) => carriedNodes(flow, bounded, producer))
    .filter((node) => {
      const { operation } = at(flow.nodes, node);
      return operation.type === 'merge' && operation.how === 'subtract';
    });
}

/** The gated difference of a shortcut's merge that subtracts the tensor carried by the shortcut. */
export function differenceFrom(
  flow: Flow,
  bounded: Bounded,
  { shortcut }: Candidate,
  differences: readonly number[],
): number | undefined {
  if (shortcut.cost > 0) return undefined;
  const bypass = (fork: number) => (fork === shortcut.fork ? shortcut.bypass : undefined);
  const walk = { flow, bounded, bypass, maximumCost: 0 } as const;
  return differences.find((node) =>
    at(flow.nodes, node).inputs.some((input) => input !== NONE && walkBack(walk, input)),
  );
}

function carriedNodes(flow: Flow, bounded: Bounded, producer: number): number[] {
  const node = at(flow.nodes, producer);
  return carriedSlots(node, bounded).map((slot) => at(node.inputs, slot));
}

/** Tells whether the gate on this shortcut is 1 − T while T itself gates another entry of the merge. */
export function carriesComplement(flow: Flow, { merge, shortcut }: Candidate): boolean {
  if (shortcut.gate === undefined) return false;
  return gateOperands(flow, shortcut.gate)
    .flatMap((operand) => complementedBy(flow, operand))
    .some((base) => isGatedBy(flow, merge, base));
}

const isGatedBy = (flow: Flow, merge: Merge, gate: number): boolean =>
  merge.entries.some(({ producer }) => gateOperands(flow, producer).includes(gate));

function gateOperands(flow: Flow, node: number): readonly number[] {
  const { operation, inputs } = at(flow.nodes, node);
  return operation.type === 'merge' && operation.how === 'multiply'
    ? inputs.filter((input) => input !== NONE)
    : [];
}

/** The nodes that this one may be 1 minus: those before it, up to the first that is no step of a complement. */
function complementedBy(flow: Flow, node: number): number[] {
  const bases: number[] = [];
  let here = node;
  while (isComplement(at(flow.nodes, here).operation)) {
    here = soleInput(at(flow.nodes, here));
    if (here === NONE) break;
    bases.push(here);
  }
  return bases;
}
