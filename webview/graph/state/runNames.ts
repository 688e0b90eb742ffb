/** The quantities of a training that is followed. */
export const runMetricNames = ['runGradient', 'runUpdate', 'runDead'] as const;
export type RunMetricName = (typeof runMetricNames)[number];

export const isRunMetric = (name: string): name is RunMetricName =>
  runMetricNames.some((known) => known === name);
