import type { FailureInfo } from '../base/failures';

/** A number that a definition takes from data: its expression, and the axis of an input's sample that it counts. */
interface NumberWanted {
  readonly expression: string;
  readonly axis?: number;
}

/** The one number that a definition could be built with, if that is why it could not be. */
export function numberWanted({ detail }: Pick<FailureInfo, 'detail'>): NumberWanted | undefined {
  if (typeof detail === 'string' || detail.code !== 'javascript.needs-number') return undefined;
  const { expression, axis } = detail.values ?? {};
  if (typeof expression !== 'string') return undefined;
  return { expression, ...(typeof axis === 'string' && axis !== '' && { axis: Number(axis) }) };
}
