import type { BenchmarkModel } from './deepLocalize/model';

interface Placed {
  readonly code: string;
  readonly severity: string;
  readonly line: number | undefined;
}

/** Codes of faults of the data or the optimizer: a patch of them changes no layer, and has no line. */
const offLines = [
  'input-scale',
  'unusable-data',
  'update-ratio',
  'non-finite',
  'exploding-gradient',
];

/** Tells whether a finding stands at a layer that the patch changes, or names its change beside the layers. */
export function localises(
  { definition, causes }: BenchmarkModel,
  said: readonly Placed[],
): boolean {
  const lines = definition.text
    .split('\n')
    .flatMap((line, i) => (line.includes('// HERE') ? [i + 1] : []));
  return said.some(({ code, severity, line }) => {
    if (severity === 'info') return false;
    const isNamed = causes.some((cause) => cause === code) && offLines.includes(code);
    return isNamed || (line !== undefined && lines.includes(line));
  });
}
