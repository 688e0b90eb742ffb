import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../../shared/base/json';
import type { Call } from '../values/call';
import { inOrder, range, wrapped } from '../values/value';

/** One entry of an index: a place, a part of an axis, a new axis, or the entries of a list or tensor. */
export type Entry =
  | { readonly kind: 'place'; readonly at: number }
  | {
      readonly kind: 'part';
      readonly from: number | null;
      readonly to: number | null;
      readonly step: number;
    }
  | { readonly kind: 'new' }
  | { readonly kind: 'rest' }
  | { readonly kind: 'entries'; readonly at: tf.Tensor };

interface Told {
  readonly slice?: readonly (number | null)[];
  readonly ellipsis?: boolean;
  readonly tensor?: number;
}

/** Tells a slice, an ellipsis or a tensor, as a recording writes them, from numbers and lists. */
export const isTold = (written: Json | undefined): written is Json & Told =>
  typeof written === 'object' && written !== null && !Array.isArray(written);

function entryOf(written: Json, call: Call): Entry {
  if (written === null) return { kind: 'new' };
  if (typeof written === 'number') return { kind: 'place', at: written };
  if (Array.isArray(written)) {
    return { kind: 'entries', at: tf.tensor(written as number[], undefined, 'int32') };
  }
  return isTold(written) ? toldEntry(written, call) : call.refuse('an index of booleans');
}

function toldEntry({ ellipsis, tensor, slice }: Told, call: Call): Entry {
  if (ellipsis) return { kind: 'rest' };
  if (tensor !== undefined) {
    const at = inOrder(call.value(`index.${tensor}`));
    return at.dtype === 'int32' ? { kind: 'entries', at } : call.refuse('an index of booleans');
  }
  const [from = null, to = null, step] = slice ?? [];
  return { kind: 'part', from, to, step: step ?? 1 };
}

/** The entries of an index with one for every axis, new ones included. */
export function entriesOf(call: Call, rank: number): Entry[] {
  const written = call.attribute('index', 'indices');
  const list = Array.isArray(written) ? written : [written ?? null];
  const entries = list.map((each) => entryOf(each as Json, call));
  const used = entries.filter(({ kind }) => kind !== 'new' && kind !== 'rest').length;
  const whole: Entry = { kind: 'part', from: null, to: null, step: 1 };
  const rest = Array<Entry>(rank - used).fill(whole);
  const at = entries.findIndex(({ kind }) => kind === 'rest');
  return at < 0
    ? [...entries, ...rest]
    : [...entries.slice(0, at), ...rest, ...entries.slice(at + 1)];
}

const bounded = (at: number, extent: number): number =>
  Math.min(Math.max(wrapped(at, extent), 0), extent);

/** The places of an axis that an entry takes, as Python counts them. */
export function placesOf(entry: Entry, extent: number): number[] {
  if (entry.kind === 'place') return [wrapped(entry.at, extent)];
  if (entry.kind !== 'part') return range(0, extent);
  const from = entry.from === null ? 0 : bounded(entry.from, extent);
  const to = entry.to === null ? extent : bounded(entry.to, extent);
  return range(0, Math.max(0, Math.ceil((to - from) / entry.step))).map(
    (i) => from + i * entry.step,
  );
}
