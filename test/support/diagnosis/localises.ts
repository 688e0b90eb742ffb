import type { BenchmarkModel } from './deepLocalize/model';

interface Placed {
  readonly code: string;
  readonly severity: string;
  readonly line: number | undefined;
}

/** Whether a finding names what the patch mends, at one of its lines; a patch of the data has no line. */
export function localises(
  { definition, causes }: BenchmarkModel,
  said: readonly Placed[],
): boolean {
  const lines = definition.text
    .split('\n')
    .flatMap((line, i) => (line.includes('// HERE') ? [i + 1] : []));
  const ofData = [
    'input-scale',
    'unusable-data',
    'update-ratio',
    'non-finite',
    'exploding-gradient',
  ];
  return said.some(
    ({ code, severity, line }) =>
      severity !== 'info' &&
      (causes as readonly string[]).includes(code) &&
      (ofData.includes(code) || lines.length === 0 || lines.includes(line ?? 0)),
  );
}
