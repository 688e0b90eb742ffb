import * as l10n from '@vscode/l10n';
import type { LayerId } from '../network/network';
import type { MergeShapeMismatch } from '../report/finding';
import { formatShape } from './format';

/** The shapes that do not fit, or are repeated, where branches meet. */
export function mergeShapes(
  finding: MergeShapeMismatch,
  nameOf: (layer: LayerId) => string,
): string {
  const { branches, shapes } = finding.evidence;
  const names = {
    merge: nameOf(finding.layer),
    first: nameOf(branches[0]),
    firstShape: formatShape(shapes[0]),
    second: nameOf(branches[1]),
    secondShape: formatShape(shapes[1]),
  };
  if (finding.variant === 'repeated')
    return l10n.t(
      '{merge} repeats one channel over all others: {first} gives {firstShape}, {second} gives {secondShape}.',
      names,
    );
  return l10n.t(
    '{merge} merges branches whose shapes do not fit: {first} gives {firstShape}, {second} gives {secondShape}.',
    names,
  );
}
