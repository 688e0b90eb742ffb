import * as l10n from '@vscode/l10n';
import type { TriedBackend } from '../report/report';
import { sentenceOf } from './sentence';

/**
 * The reason that a backend cannot run here, and the remedy if a package can be installed.
 * @param setUp the command or menu entry that sets TensorFlow up, as the calling view names it
 */
export function whyUnavailable(backend: TriedBackend, setUp: string): string {
  const why = sentenceOf(backend.reason);
  const remedy = remedyFor(backend, setUp);
  return remedy === undefined ? why : `${why} ${remedy}`;
}

function remedyFor({ name, reason }: TriedBackend, setUp: string): string | undefined {
  // The device is missing then, not a package.
  if (reason.code === 'backends.no-cuda-device') return undefined;
  if (name === 'tensorflow') return l10n.t('Install it with {0}.', setUp);
  if (name === 'tensorflow-gpu') return l10n.t('With an NVIDIA GPU: {0}.', setUp);
  return undefined;
}
