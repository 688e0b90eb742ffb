import * as l10n from '@vscode/l10n';
import type { Message } from '../base/message';
import type { BackendName } from '../report/report';
import { reasonText } from './sentence';

/** A backend that cannot run here, and why. */
interface Unavailable {
  readonly name: BackendName;
  readonly reason: string | Message;
}

/**
 * Why a backend cannot run here, and how it may be had where something is to be installed.
 * @param setUp the command or menu entry that sets TensorFlow up in the view that says this
 */
export function whyUnavailable(backend: Unavailable, setUp: string): string {
  const why = reasonText(backend.reason);
  const remedy = remedyFor(backend, setUp);
  return remedy === undefined ? why : `${why} ${remedy}`;
}

function remedyFor({ name, reason }: Unavailable, setUp: string): string | undefined {
  const code = typeof reason === 'string' ? undefined : reason.code;
  // The device is missing then, not a package.
  if (code === 'backends.no-cuda-device') return undefined;
  if (name === 'tensorflow') return l10n.t('Install it with {0}.', setUp);
  if (name === 'tensorflow-gpu') return l10n.t('With an NVIDIA GPU: {0}.', setUp);
  return undefined;
}
