import type { ForkProbe, LayerProbe } from './probe';

/** The smallest and the largest RMS of ∂L/∂W of a layer among the seeds, in the last step; absent for one seed. */
export function gradientRange({ history }: LayerProbe): readonly [number, number] | undefined {
  const last = (history.weightGradient ?? []).flatMap((steps) => steps.at(-1) ?? []);
  return last.length > 1 ? [Math.min(...last), Math.max(...last)] : undefined;
}

/** The share of the gradient that a shortcut carries, in the last step, the median over the seeds. */
export const carriedShare = (
  fork: Pick<ForkProbe, 'shortcutShare' | 'spread'> | undefined,
): number | undefined => fork?.spread?.shortcutShare?.median ?? fork?.shortcutShare;
