import { findingCodes, severities, type Finding } from '../../shared/report/report';
import { usage } from '../terminal/flags';

/**
 * A check whether a finding is one that `--fail-on` names: by its code, or by a severity that it reaches.
 * Throws a `usage` failure for a name that is neither.
 */
export function failingFindings(names: readonly string[]): (finding: Finding) => boolean {
  const known: readonly string[] = [...severities, ...findingCodes];
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) {
    throw usage(
      `--fail-on takes ${severities.join(', ')} or a finding's code, and got ${strange}.`,
    );
  }
  const mildest = Math.max(...names.map((name) => rank(name)));
  return ({ code, severity }) => names.includes(code) || rank(severity) <= mildest;
}

/** The rank of a severity: 0 is worst, -1 is no severity. */
const rank = (name: string): number => severities.findIndex((severity) => severity === name);
