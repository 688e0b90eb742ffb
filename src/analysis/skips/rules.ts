import type { SkipDoubt, SkipKind } from '../../shared/report/report';
import type { Flow } from '../flow/flow';
import type { Candidate } from './candidates';
import { carriesComplement } from './highway';
import { isLinear, isPartial, isProjection, poolingOf } from './shortcuts';

/** The kind of a candidate; `doubt` says that the rules leave it undecided. */
export interface Verdict {
  readonly kind: SkipKind;
  readonly doubt?: SkipDoubt;
}

/**
 * The rules for one shortcut of cost d that bypasses paths of largest cost D: a skip needs D ≥ 1 and d < D,
 * and its kind must allow what the shortcut passes. `undefined` if it is none.
 */
export function judge(
  flow: Flow,
  candidate: Candidate,
  siblings: readonly Candidate[],
): Verdict | undefined {
  const { merge, shortcut } = candidate;
  if (shortcut.bypass.span < 1) return undefined;
  if (shortcut.projects) return acrossBlocks(candidate);
  if (merge.how === 'concat') {
    return shortcut.cost === 0 ? directConcat(flow, candidate) : projectedConcat(flow, candidate);
  }
  if (shortcut.gate !== undefined) return gatedSum(flow, candidate, siblings);
  return shortcut.cost === 0 ? directSum(flow, candidate) : projectedSum(flow, candidate, siblings);
}

/** A long way over residual blocks that project: theirs is the projection, and the way is cheaper by rule. */
const acrossBlocks = ({ merge, shortcut }: Candidate): Verdict | undefined => {
  if (shortcut.bypass.span <= shortcut.cost || shortcut.gate !== undefined) return undefined;
  return { kind: merge.how === 'concat' ? 'projectionConcat' : 'projectionAdd' };
};

function directConcat(flow: Flow, { shortcut }: Candidate): Verdict | undefined {
  switch (poolingOf(flow, shortcut)) {
    case 'none':
      return { kind: 'concat' };
    case 'global':
      // Summaries of several stages side by side: aggregation.
      return undefined;
    case 'sameSize':
    case 'matchesStride':
      return { kind: 'concat', doubt: 'skips.pooled-concat' };
  }
}

function projectedConcat(flow: Flow, { shortcut }: Candidate): Verdict | undefined {
  const { bypass } = shortcut;
  if (bypass.span <= shortcut.cost) return undefined;
  if (bypass.downAndUp) return { kind: 'projectionConcat' };
  // Any other projected branch is parallel to the rest, as in Inception.
  return isPartial(flow, shortcut)
    ? { kind: 'projectionConcat', doubt: 'skips.projected-slice' }
    : undefined;
}

/** A stride-1 or global pool changes the tensor itself, so it is no identity. */
function directSum(flow: Flow, { shortcut }: Candidate): Verdict | undefined {
  const pooling = poolingOf(flow, shortcut);
  return pooling === 'none' || pooling === 'matchesStride' ? { kind: 'identityAdd' } : undefined;
}

function projectedSum(
  flow: Flow,
  { shortcut }: Candidate,
  siblings: readonly Candidate[],
): Verdict | undefined {
  if (!isProjection(flow, shortcut)) return undefined;
  if (shortcut.bypass.span > 1) return { kind: 'projectionAdd' };
  const parallels = siblings.filter(
    ({ shortcut: { fork, cost } }) => fork === shortcut.fork && cost === 1,
  );
  const undecided =
    isLinear(flow, shortcut) && parallels.some((other) => !isLinear(flow, other.shortcut));
  return undecided ? { kind: 'projectionAdd', doubt: 'skips.equal-cost' } : undefined;
}

function gatedSum(
  flow: Flow,
  candidate: Candidate,
  siblings: readonly Candidate[],
): Verdict | undefined {
  if (candidate.shortcut.cost === 0) return { kind: 'gated' };
  const isCarry = (other: Candidate) =>
    other.shortcut.gate !== undefined && other.shortcut.cost === 0;
  if (siblings.some(isCarry)) return undefined;
  return carriesComplement(flow, candidate)
    ? { kind: 'gated', doubt: 'skips.changed-carry' }
    : undefined;
}
