import type { BatchFit, BatchPoint, Line } from '../../shared/report/profile';

/** Least squares through points of a batch size and a value; neither end falls below 0. */
export function lineThrough(points: readonly (readonly [batch: number, value: number])[]): Line {
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(([batch]) => batch), mean(([, value]) => value)];
  const spread = mean(([batch]) => (batch - x) ** 2);
  const slope = spread === 0 ? 0 : mean(([batch, value]) => (batch - x) * (value - y)) / spread;
  const perSample = Math.max(0, slope);
  return { fixed: Math.max(0, y - perSample * x), perSample };
}

/**
 * The lines through two or more batch sizes; `undefined` for fewer. Memory goes through the measured peaks where
 * there are two, else through the estimates.
 */
export function fitBatches(
  points: readonly BatchPoint[],
  estimates: readonly (readonly [batch: number, bytes: number])[],
): BatchFit | undefined {
  if (points.length < 2) return undefined;
  const sorted = [...points].sort((a, b) => a.batchSize - b.batchSize);
  const time = lineThrough(sorted.map(({ batchSize, step }) => [batchSize, step.median]));
  const measured = sorted.flatMap(({ batchSize, peakBytes }) =>
    peakBytes === undefined ? [] : [[batchSize, peakBytes] as const],
  );
  const isMeasured = measured.length > 1;
  const bytes = isMeasured ? measured : estimates;
  const memory = bytes.length > 1 ? lineThrough(bytes) : undefined;
  return {
    points: sorted,
    time,
    ...(memory && { memory: { ...memory, from: isMeasured ? 'measured' : 'estimate' } }),
    growsFrom: time.perSample > 0 ? Math.max(1, Math.ceil(time.fixed / time.perSample)) : 1,
  };
}
