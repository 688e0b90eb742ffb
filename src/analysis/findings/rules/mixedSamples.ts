import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/** Layers in which one sample enters the output of another: a batch of other samples gives another answer. */
export function mixedSamples({ graph }: Facts): Symptom[] {
  const layers = graph.layers.filter(({ mixesSamples }) => mixesSamples !== undefined);
  if (layers.length === 0) return [];
  return [
    {
      code: 'mixed-samples',
      layers,
      tell: ([{ mixesSamples }]) => ({
        severity: 'warning',
        evidence: {},
        ...(mixesSamples === 'asSteps' && { variant: 'asSteps' }),
      }),
    },
  ];
}
