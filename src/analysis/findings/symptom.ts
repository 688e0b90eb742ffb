import type { Json } from '../../shared/base/json';
import type { LayerId, LayerNode } from '../../shared/network/network';
import type { Finding, FindingCode, Severity } from '../../shared/report/report';
import type { Limit } from '../../shared/report/thresholds';

/**
 * What a rule saw, on one or more layers, the one to look at first before the others. It becomes a finding once it is known
 * which of its layers another symptom explains.
 */
export interface Symptom {
  readonly code: FindingCode;
  readonly layers: readonly LayerNode[];
  /** The finding on those of the layers that nothing else explains; the first is where to look. */
  tell(layers: readonly [LayerNode, ...LayerNode[]]): Wording;
}

/** The words and numbers of a finding; where it points is added by {@link toFinding}. */
export interface Wording {
  readonly severity: Severity;
  readonly message: string;
  readonly suggestion: string;
  readonly evidence: { readonly [name: string]: Json };
  /** The limits that decided, the one that the finding is named for first. */
  readonly limits?: readonly [Limit, ...Limit[]];
}

/** The finding of a symptom on what is left of its layers; `undefined` where nothing is left. */
export function toFinding(symptom: Symptom, explained: ReadonlySet<LayerId>): Finding | undefined {
  const [first, ...others] = symptom.layers.filter(({ id }) => !explained.has(id));
  if (!first) return undefined;
  const { evidence, limits, ...words } = symptom.tell([first, ...others]);
  const source = first.source[0];
  return {
    code: symptom.code,
    layer: first.id,
    ...words,
    evidence: { ...evidence, layers: [first, ...others].map(({ id }) => id) },
    ...(limits && { threshold: thresholdOf(limits) }),
    ...(source && { source }),
  };
}

function thresholdOf([first, ...also]: readonly [Limit, ...Limit[]]): NonNullable<
  Finding['threshold']
> {
  return { ...first, ...(also.length > 0 && { also }) };
}
