import type { Report } from '../../../src/shared/report/report';
import type { MetricName } from './metrics';

/** The views that take turns in the middle of the page. */
export const stages = ['graph', 'cost'] as const;
export type Stage = (typeof stages)[number];

/** The state of the page, as far as it decides on the view in the middle. */
interface Staged {
  readonly subject: { readonly report: Report } | undefined;
  readonly view: { readonly stage: Stage | undefined };
}

/** The view in the middle: what the user chose; a profile without a probe begins with its cost. */
export function stageOf({ subject, view }: Staged): Stage {
  const { profile, probe } = subject?.report ?? {};
  if (!profile) return 'graph';
  return view.stage ?? (probe ? 'graph' : 'cost');
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const isNewProbe = (before: Report, { probe }: Report): boolean =>
  probe !== undefined && !same(before.probe?.loss, probe.loss);

/** Turns the page to the numbers that a newer report of a model brings. */
export function turnTo(
  before: Report | undefined,
  after: Report,
): { readonly stage?: Stage; readonly metric?: MetricName } {
  const { profile, probe } = after;
  if (!before) return profile && !probe ? { metric: 'time' } : {};
  if (profile && !same(before.profile?.step, profile.step))
    return { stage: 'cost', metric: 'time' };
  return before.profile && isNewProbe(before, after)
    ? { stage: 'graph', metric: 'weightGradient' }
    : {};
}
