import * as tf from '@tensorflow/tfjs-core';
import { objectAt, textAt } from '../../../../shared/base/jsonValues';

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

const isEllipsis = (part: unknown): boolean => textAt(part, 'class_name') === '__ellipsis__';

/** The parts of a key for each axis and each new axis, with `...` written out. */
function partsOf(key: unknown, rank: number): readonly unknown[] {
  const parts: readonly unknown[] = Array.isArray(key) ? key : [key];
  const at = parts.findIndex(isEllipsis);
  const taken = parts.filter((part) => part !== null && !isEllipsis(part)).length;
  const rest = Array<unknown>(Math.max(0, rank - taken)).fill({ class_name: '__slice__' });
  return at < 0 ? [...parts, ...rest] : [...parts.slice(0, at), ...rest, ...parts.slice(at + 1)];
}

/** `x[:, 0, 1:, None, ...]` with a key as Keras writes it. */
export function elementOf(x: tf.Tensor, key: unknown): tf.Tensor {
  const [begin, end, strides]: [number[], number[], number[]] = [[], [], []];
  const shape: number[] = [];
  for (const part of partsOf(key, x.rank)) {
    if (part === null) {
      shape.push(1);
      continue;
    }
    const extent = x.shape[begin.length] ?? 1;
    if (typeof part === 'number') {
      const at = part < 0 ? part + extent : part;
      begin.push(at);
      end.push(at + 1);
      strides.push(1);
      continue;
    }
    const range = rangeOf(part, extent);
    begin.push(range.from);
    end.push(range.to);
    strides.push(range.step);
    shape.push(Math.max(0, Math.ceil((range.to - range.from) / range.step)));
  }
  return tf.reshape(tf.stridedSlice(x, begin, end, strides), shape);
}

/** A slice with a positive step, counted from the front. */
function rangeOf(part: unknown, extent: number): { from: number; to: number; step: number } {
  const config = objectAt(part, 'config');
  const step = numberOr(config?.['step'], 1);
  if (step < 1) throw new Error('A slice goes forwards');
  const place = (value: unknown, otherwise: number): number => {
    const at = numberOr(value, otherwise);
    return Math.min(extent, Math.max(0, at < 0 ? at + extent : at));
  };
  return { from: place(config?.['start'], 0), to: place(config?.['stop'], extent), step };
}
