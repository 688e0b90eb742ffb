import * as l10n from '@vscode/l10n';

/** Reasons that a backend cannot run here. */
export const backendsMessages = {
  'backends.no-cuda-device': (values: { package: string }) =>
    l10n.t('{package} found no CUDA device.', values),
  'backends.unavailable': (values: { reason: string }) =>
    l10n.t('The backend cannot run here: {reason}', values),
  /** Two sentences, one after the other. */
  'backends.two-reasons': (values: { first: string; second: string }) =>
    `${values.first} ${values.second}`,
};
