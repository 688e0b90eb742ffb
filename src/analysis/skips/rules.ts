import * as l10n from '@vscode/l10n';
import type { SkipKind } from '../../shared/report/report';
import type { Flow } from '../flow/flow';
import type { Candidate } from './candidates';
import { carriesComplement } from './highway';
import { isLinear, isPartial, isProjection, poolingOf } from './shortcuts';

/** What a candidate is; `why` says that the rules leave it undecided. */
export interface Verdict {
  readonly kind: SkipKind;
  readonly why?: string;
}

const why = {
  pooled: l10n.t(
    'The shortcut pools before a concatenation, which has the form of an Inception reduction as well.',
  ),
  sliced: l10n.t(
    'A projected slice is concatenated, as in the first block of a dual path network.',
  ),
  equalCost: l10n.t(
    'Both branches transform once and only this one is linear: a projection or a parallel branch.',
  ),
  carry: l10n.t(
    'A gate and its complement blend two branches, but the carried one is not the identity.',
  ),
};

/**
 * The rules for one shortcut of cost d that bypasses paths of largest cost D: a skip needs D ≥ 1 and d < D,
 * and its kind must allow what the shortcut passes. `undefined` where it is none.
 */
export function judge(
  flow: Flow,
  candidate: Candidate,
  siblings: readonly Candidate[],
): Verdict | undefined {
  const { merge, shortcut } = candidate;
  if (shortcut.bypass.span < 1) return undefined;
  if (merge.how === 'concat') {
    return shortcut.cost === 0 ? directConcat(flow, candidate) : projectedConcat(flow, candidate);
  }
  if (shortcut.gate !== undefined) return gatedSum(flow, candidate, siblings);
  return shortcut.cost === 0 ? directSum(flow, candidate) : projectedSum(flow, candidate, siblings);
}

function directConcat(flow: Flow, { shortcut }: Candidate): Verdict | undefined {
  switch (poolingOf(flow, shortcut)) {
    case 'none':
      return { kind: 'concat' };
    case 'global':
      // Summaries of several stages side by side: aggregation.
      return undefined;
    case 'sameSize':
    case 'matchesStride':
      return { kind: 'concat', why: why.pooled };
  }
}

function projectedConcat(flow: Flow, { shortcut }: Candidate): Verdict | undefined {
  const { bypass } = shortcut;
  if (bypass.span <= shortcut.cost) return undefined;
  if (bypass.downAndUp) return { kind: 'projectionConcat' };
  // Any other projected branch is parallel to the rest, as in Inception.
  return isPartial(flow, shortcut) ? { kind: 'projectionConcat', why: why.sliced } : undefined;
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
  return undecided ? { kind: 'projectionAdd', why: why.equalCost } : undefined;
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
  return carriesComplement(flow, candidate) ? { kind: 'gated', why: why.carry } : undefined;
}
