import * as l10n from '@vscode/l10n';

/** Files that are not read. */
export const filesMessages = {
  'files.missing': (values: { file: string }) => l10n.t('{file} does not exist.', values),
  'files.folder': (values: { file: string }) => l10n.t('{file} is a folder, not a file.', values),
  'files.not-regular': (values: { file: string }) =>
    l10n.t('{file} is a pipe, a device or a socket; SkipScope reads regular files only.', values),
  'files.too-large': (values: { file: string; limit: string }) =>
    l10n.t('{file} is larger than {limit}, the most that SkipScope reads of it.', values),
  'files.denied': (values: { file: string }) =>
    l10n.t('{file} cannot be read: permission is denied.', values),
  'files.no-run': (values: { file: string }) =>
    l10n.t('{file} is no run that skipscope.watch has written.', values),
  'files.pins-invalid': (values: { file: string }) =>
    l10n.t('{file} is no file that skipscope pin has written.', values),
  'files.link-loop': (values: { file: string }) =>
    l10n.t('{file} cannot be read: its links form a cycle.', values),
  'files.unreadable': (values: { file: string; reason: string }) =>
    l10n.t('{file} cannot be read ({reason}).', values),
};
