import type { Message } from '../../shared/base/message';
import { message } from '../../shared/words/message';
import type { TensorSpec } from '../model/modelDescription';
import type { LossChoice } from '../model/trainer';
import { type NumberArray, unusable } from './numberArray';

function strayInput(dtype: string, name: string, stray: string, vocabulary?: number): Message {
  return vocabulary === undefined
    ? message('data.input-not-whole', { name, dtype, stray })
    : message('data.input-outside-vocabulary', { name, dtype, stray, vocabulary });
}

/** Refuses values that an integer input, or one with a vocabulary, cannot take. */
export function checkInput(data: NumberArray, { dtype, vocabulary }: TensorSpec): void {
  if (vocabulary === undefined && dtype !== 'int32') return;
  const most = vocabulary ?? Infinity;
  const stray = data.values.find(
    (value) => !(Number.isInteger(value) && value < most && (value >= 0 || !vocabulary)),
  );
  if (stray === undefined) return;
  const held = data.contents.of === 'numbers' ? data.contents.dtype : data.contents.of;
  throw unusable(strayInput(held, data.label, String(stray), vocabulary));
}

function outsideProbability({ label: name, contents }: NumberArray, stray: string, loss: string) {
  switch (contents.of) {
    case 'numbers':
      return message('data.target-outside-0-to-1', { name, dtype: contents.dtype, stray, loss });
    case 'class names':
      return message('data.class-name-outside-0-to-1', { name, stray, loss });
    case 'folders':
      return message('data.folder-outside-0-to-1', { name, count: contents.count, stray, loss });
  }
}

/** Refuses targets that a loss would take for something else. */
export function checkTargets(data: NumberArray, { form, name }: LossChoice): void {
  // Numbers beyond a sigmoid's range may be meant; numbers of classes are not.
  const areClasses = form === 'sigmoidValues' && data.contents.of !== 'numbers';
  if (form === 'binary' || areClasses) checkProbabilities(data, name);
  if (form === 'counts') checkCounts(data, name);
}

function checkCounts({ label: name, values }: NumberArray, loss: string): void {
  const stray = values.find((value) => !(value >= 0 && value < Infinity));
  if (stray === undefined) return;
  throw unusable(message('data.target-below-0', { name, stray: String(stray), loss }));
}

function checkProbabilities(data: NumberArray, loss: string): void {
  const stray = data.values.find((value) => !(value >= 0 && value <= 1));
  if (stray !== undefined) throw unusable(outsideProbability(data, String(stray), loss));
}

function unknownClass({ label: name, contents }: NumberArray, stray: string, last: number) {
  switch (contents.of) {
    case 'numbers':
      return message('data.unknown-class', { name, dtype: contents.dtype, stray, last });
    case 'class names':
      return message('data.unknown-class-name', { name, stray, last });
    case 'folders':
      return message('data.unknown-folder', { name, count: contents.count, stray, last });
  }
}

/** Refuses numbers that are no class index of a model with `count` classes. */
export function checkClasses(data: NumberArray, count: number): void {
  const stray = data.values.find((v) => !(Number.isInteger(v) && v >= 0 && v < count));
  if (stray !== undefined) throw unusable(unknownClass(data, String(stray), count - 1));
}
