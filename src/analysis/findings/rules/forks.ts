import type { LayerNode } from '../../../shared/network/network';
import type { ForkProbe } from '../../../shared/report/probe';
import type { Skip } from '../../../shared/report/report';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/** Residual blocks through whose body almost no gradient comes back: nearly the identity (Veit et al. 2016). */
export function silentBody(facts: Facts): Symptom[] {
  const limit = facts.thresholds.forkShare;
  const share = (fork: ForkProbe) => 1 - shortcutShare(fork);
  return quietSides(facts, share).map(({ layers, shareOf }) => ({
    code: 'silent-body',
    layers,
    tell: ([first]) => ({
      severity: 'info',
      evidence: { bodyShare: shareOf(first) },
      limits: [limit],
    }),
  }));
}

/** Residual blocks whose shortcut carries almost none of the gradient. */
export function idleShortcut(facts: Facts): Symptom[] {
  const limit = facts.thresholds.forkShare;
  return quietSides(facts, shortcutShare).map(({ layers, shareOf }) => ({
    code: 'idle-shortcut',
    layers,
    tell: ([first]) => ({
      severity: 'warning',
      evidence: { shortcutShare: shareOf(first) },
      limits: [limit],
    }),
  }));
}

interface QuietSides {
  readonly layers: readonly LayerNode[];
  readonly shareOf: (merge: LayerNode) => number;
}

/** The merges of additive skips one side of whose fork is below the threshold; none or one group. */
function quietSides(facts: Facts, share: (fork: ForkProbe) => number): QuietSides[] {
  const additive = new Map(facts.skips.items.filter(isAdditive).map((skip) => [skip.id, skip]));
  const shares = new Map<LayerNode, number>();
  for (const fork of facts.probe?.forks ?? []) {
    const skip = additive.get(fork.skip);
    if (skip && share(fork) < facts.thresholds.forkShare.value) {
      shares.set(facts.layer(skip.to), share(fork));
    }
  }
  const shareOf = (merge: LayerNode) => shares.get(merge) ?? 0;
  return shares.size > 0 ? [{ layers: [...shares.keys()], shareOf }] : [];
}

function isAdditive({ kind }: Skip): boolean {
  return kind === 'identityAdd' || kind === 'projectionAdd' || kind === 'gated';
}

function shortcutShare(fork: ForkProbe): number {
  return fork.spread?.shortcutShare?.median ?? fork.shortcutShare;
}
