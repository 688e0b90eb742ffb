/** The rise of a least-squares line through values at equal distances, from the first to the last. */
export function fittedRise(values: readonly number[]): number {
  const centre = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let covariance = 0;
  let variance = 0;
  values.forEach((value, at) => {
    covariance += (at - centre) * (value - mean);
    variance += (at - centre) ** 2;
  });
  return (covariance / variance) * (values.length - 1);
}
