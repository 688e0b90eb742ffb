import * as l10n from '@vscode/l10n';
import type { BackendName } from '../report/report';

/** Why and which backend cannot run. */
export interface Unavailable {
  readonly name: BackendName;
  readonly reason: string;
}

/**
 * How a backend that cannot run here may be had; `undefined` where nothing is to be installed.
 * @param setUp what starts the set-up of TensorFlow in the view that says this
 */
export function remedyFor({ name, reason }: Unavailable, setUp: string): string | undefined {
  // The device is missing then, not a package.
  if (reason.includes('found no')) return undefined;
  if (name === 'tensorflow') return l10n.t('Install it with {0}.', setUp);
  if (name === 'tensorflow-gpu') return l10n.t('With an NVIDIA GPU: {0}.', setUp);
  return undefined;
}
