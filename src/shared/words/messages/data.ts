import * as l10n from '@vscode/l10n';
import { counted } from '../counts/counted';

const inFolders = <T extends { readonly count: number }>(values: T) => ({
  ...values,
  count: counted(values.count, 'sub-folder'),
});

/** Files and functions that give no arrays. */
const unreadable = {
  'data.too-large': (values: { shape: string }) =>
    l10n.t(
      'A batch of {shape} numbers does not fit into memory. Use fewer samples or a smaller input.',
      values,
    ),
  'data.no-npy': (values: { name: string }) =>
    l10n.t('The probe cannot use this data: {name} is not a .npy file', values),
  'data.no-idx': (values: { name: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} is not an IDX file of unsigned bytes, as those of MNIST are',
      values,
    ),
  'data.ends-early': (values: { name: string }) =>
    l10n.t('The probe cannot use this data: {name} ends before its last number', values),
  'data.unreadable-dtype': (values: { name: string; dtype: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds {dtype} numbers, which the probe cannot read',
      values,
    ),
  'data.no-dtype': (values: { name: string }) =>
    l10n.t('The probe cannot use this data: {name} holds no numbers', values),
  'data.column-major': (values: { name: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} is in column-major order; save it in C order',
      values,
    ),
  'data.no-npz': (values: { name: string }) =>
    l10n.t('The probe cannot use this data: {name} is not a .npz file', values),
  'data.unknown-arrays': (values: { name: string; arrays: string; layers: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds {arrays}; name them x and y, or as the model does: {layers}',
      values,
    ),
  'data.no-table': (values: { name: string; why: string }) =>
    l10n.t('The probe cannot use this data: {name} is not a table: {why}', values),
  'data.no-number-in-cell': (values: { name: string; cell: string; column: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds "{cell}" in column {column}; a number must be there',
      values,
    ),
  'data.no-image': (values: { name: string }) =>
    l10n.t('The probe cannot use this data: {name} is neither a PNG nor a JPEG', values),
  'data.broken-image': (values: { name: string; why: string }) =>
    l10n.t('The probe cannot use this data: {name} cannot be decoded: {why}', values),
  'data.no-class-folders': (values: { name: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds no sub-folder of PNG or JPEG images for each class',
      values,
    ),
  'data.unnamed-function': (values: { name: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} must name the function that returns the data',
      values,
    ),
  'data.no-pair': (values: { name: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} must return { xs, ys } or [xs, ys], as model.fit takes them',
      values,
    ),
  'data.neither-tensor-nor-numbers': (values: { name: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} is neither a tensor nor numbers in lists',
      values,
    ),
  'data.no-numbers-in-tensor': (values: { name: string; dtype: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds {dtype}, which the probe cannot read as numbers',
      values,
    ),
};

/** Arrays whose shapes or numbers do not fit the model. */
const unfitting = {
  'data.images-for-nothing': (values: { name: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds images, but the model has no input',
      values,
    ),
  'data.images-for-no-image': (values: { name: string; shapes: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds images (height × width × 1, 3 or 4 channels), but the model takes {shapes}',
      values,
    ),
  'data.input-count': (values: { held: number; count: number; inputs: string }) =>
    l10n.t(
      'The probe cannot use this data: the data hold inputs for {held}, but the model takes {count}: {inputs}',
      values,
    ),
  'data.target-count': (values: { held: number; count: number; outputs: string }) =>
    l10n.t(
      'The probe cannot use this data: the data hold targets for {held}, but the model predicts {count}: {outputs}',
      values,
    ),
  'data.no-row': (values: { name: string; shape: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} has shape {shape}, but at least one row is needed',
      values,
    ),
  'data.row-count': (values: { name: string; shape: string; other: string; otherShape: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} has shape {shape}, but {other} has {otherShape}',
      values,
    ),
  'data.input-shape': (values: { name: string; shape: string; taken: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} has shape {shape}, but the model takes {taken}',
      values,
    ),
  'data.target-shape': (values: { name: string; shape: string; predicted: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} has shape {shape}, but the model predicts {predicted}',
      values,
    ),
};

/** Arrays that hold a value which the model or its loss cannot take. */
const stray = {
  'data.input-not-whole': (values: { name: string; dtype: string; stray: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds {dtype}, {stray} among them, but the model takes whole numbers',
      values,
    ),
  'data.input-outside-vocabulary': (values: {
    name: string;
    dtype: string;
    stray: string;
    vocabulary: number;
  }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds {dtype}, {stray} among them, but the model takes whole numbers below {vocabulary}',
      values,
    ),
  'data.target-below-0': (values: { name: string; stray: string; loss: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds {stray}, but {loss} takes no negative numbers',
      values,
    ),
  'data.target-outside-0-to-1': (values: {
    name: string;
    dtype: string;
    stray: string;
    loss: string;
  }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds {dtype}, {stray} among them, but {loss} takes 0 to 1',
      values,
    ),
  'data.class-name-outside-0-to-1': (values: { name: string; stray: string; loss: string }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds class names, {stray} among them, but {loss} takes 0 to 1',
      values,
    ),
  'data.folder-outside-0-to-1': (values: {
    name: string;
    count: number;
    stray: string;
    loss: string;
  }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds class numbers of {count}, {stray} among them, but {loss} takes 0 to 1',
      inFolders(values),
    ),
  'data.unknown-class': (values: { name: string; dtype: string; stray: string; last: number }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds {dtype}, {stray} among them, but the model distinguishes classes 0 to {last}',
      values,
    ),
  'data.unknown-class-name': (values: { name: string; stray: string; last: number }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds class names, {stray} among them, but the model distinguishes classes 0 to {last}',
      values,
    ),
  'data.unknown-folder': (values: { name: string; count: number; stray: string; last: number }) =>
    l10n.t(
      'The probe cannot use this data: {name} holds class numbers of {count}, {stray} among them, but the model distinguishes classes 0 to {last}',
      inFolders(values),
    ),
};

/** Reasons for data that cannot be used. */
export const dataMessages = { ...unreadable, ...unfitting, ...stray };
