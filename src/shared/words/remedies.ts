import * as l10n from '@vscode/l10n';
import type { TriedBackend } from '../report/report';

/**
 * The way to a backend that cannot run here; `undefined` where nothing is to be installed.
 * @param setUp the command or the action that starts the set-up of TensorFlow
 */
export function remedyFor({ name, reason }: TriedBackend, setUp: string): string | undefined {
  // The device is missing then, not a package.
  if (reason.code === 'backends.no-cuda-device') return undefined;
  if (name === 'tensorflow') return l10n.t('Install it with {0}.', setUp);
  if (name === 'tensorflow-gpu') return l10n.t('With an NVIDIA GPU: {0}.', setUp);
  return undefined;
}
