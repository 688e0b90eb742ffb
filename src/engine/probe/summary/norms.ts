import type { GradientNorms } from '../../../shared/report/probe';
import type { NormReading } from '../../model/stepReadings';

/** A property that exists only if the value is finite. */
export const finite = <K extends string>(name: K, value: number): Partial<Record<K, number>> =>
  (Number.isFinite(value) ? { [name]: value } : {}) as Partial<Record<K, number>>;

export const l2Of = ({ scale, squares }: NormReading): number => scale * Math.sqrt(squares);

/** The L2 norm over some entries, and their number. */
export interface Pooled {
  readonly l2: number;
  readonly size: number;
}

/** √Σl2² of several tensors, and their entries together. */
export const pooled = (parts: readonly Pooled[]): Pooled => ({
  l2: Math.hypot(...parts.map(({ l2 }) => l2)),
  size: parts.reduce((sum, { size }) => sum + size, 0),
});

export const rmsOf = ({ l2, size }: Pooled): number => l2 / Math.sqrt(size);

export const norms = (part: Pooled): GradientNorms => ({
  ...finite('l2', part.l2),
  ...finite('rms', rmsOf(part)),
});
