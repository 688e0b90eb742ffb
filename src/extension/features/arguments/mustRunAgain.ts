import path from 'node:path';
import { argumentsFor, OVERRIDES_FILE, overridesKey } from '../../../workspace/overrides/overrides';
import type { Overrides } from '../../../shared/protocol/overrides';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { SessionState } from '../../core/sessions/session';

/** The overrides of a folder before and after a change. */
export interface OverridesChange {
  readonly root: string;
  readonly before: Overrides;
  readonly after: Overrides;
}

/** The name of a request's definition in the overrides of its root. */
export const keyOf = ({
  root,
  file,
  site,
}: Pick<InspectRequest, 'root' | 'file' | 'site'>): string =>
  overridesKey(path.relative(root, file), site);

/**
 * Tells whether a change concerns the latest result of a session: other values, or a file that could not be
 * read.
 */
export function mustRunAgain(state: SessionState, change: OverridesChange): boolean {
  const latest = state.failure ?? state.report;
  if (latest?.text.request.root !== change.root) return false;
  if (state.failure?.value.at?.file === OVERRIDES_FILE) return true;
  const key = keyOf(latest.text.request);
  const [before, after] = [change.before, change.after].map((kept) => [
    argumentsFor(kept, key),
    kept.thresholds,
  ]);
  return JSON.stringify(before) !== JSON.stringify(after);
}
