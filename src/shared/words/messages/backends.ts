import * as l10n from '@vscode/l10n';

/** Reasons for a backend that cannot run here. */
export const backendsMessages = {
  'backends.unavailable': (values: { reason: string }) =>
    l10n.t('The backend cannot run here: {reason}', values),
  /** Two sentences, one after the other. */
  'backends.two-reasons': (values: { first: string; second: string }) =>
    `${values.first} ${values.second}`,
  'backends.no-cuda-device': (values: { package: string }) =>
    l10n.t('{package} found no CUDA device.', values),
  'backends.not-installed': (values: { package: string }) =>
    l10n.t('{package} is not installed.', values),
  'backends.set-up-unfinished': (values: { package: string; folder: string }) =>
    l10n.t('{package} is not installed: its set-up in {folder} is not finished.', values),
  'backends.wrong-version': (values: {
    package: string;
    folder: string;
    version: string;
    needed: string;
  }) => l10n.t('{package} in {folder} is version {version}; the engine needs {needed}.x.', values),
  'backends.no-native-library': (values: { package: string }) =>
    l10n.t('{package} is installed without its native library.', values),
  'backends.not-loaded': (values: { package: string; folder: string; error: string }) =>
    l10n.t('{package} in {folder} does not load: {error}', values),
  'backends.wrong-losses': () =>
    l10n.t(
      'TensorFlow.js 4.22 computes wrong losses on webgpu (npm webgpu, Dawn), so it is not used.',
    ),
  'backends.no-wasm-files': (values: { file: string }) =>
    l10n.t('The WebAssembly files of TensorFlow.js are missing beside {file}.', values),
  'backends.not-started': (values: { backend: string }) =>
    l10n.t('TensorFlow.js could not start its {backend} backend.', values),
};
