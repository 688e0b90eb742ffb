import type { Extents, Fix } from '../../../shared/model/fix';
import type { FailureInfo } from '../../../shared/base/failures';
import type { Finding, FindingCode } from '../../../shared/report/report';

const simple: { readonly [C in FindingCode]?: Fix } = {
  'redundant-bias': { kind: 'withoutBias' },
  'vanishing-gradient': { kind: 'initializer' },
  'exploding-gradient': { kind: 'initializer' },
  'dead-relu': { kind: 'initializer' },
  saturated: { kind: 'initializer' },
};

/** The fix that an edit at the finding's line may make, where the code there allows it. */
export function fixForFinding(finding: Finding): Fix | undefined {
  if (finding.code !== 'merge-shape-mismatch') return simple[finding.code];
  return 'written' in finding ? undefined : projection(finding.evidence.shapes);
}

/** The fix for a merge that TensorFlow.js refused to build. */
export const fixForFailure = ({ branches = [] }: FailureInfo): Fix | undefined =>
  projection(branches.map(({ shape }) => shape));

function projection(shapes: readonly unknown[]): Fix | undefined {
  const [a, b] = shapes;
  return isExtents(a) && isExtents(b) ? { kind: 'projection', shapes: [a, b] } : undefined;
}

const isExtents = (value: unknown): value is Extents =>
  Array.isArray(value) && value.every((one) => one === null || typeof one === 'number');
