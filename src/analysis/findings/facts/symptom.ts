import type { SourcePosition } from '../../../shared/base/source';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { FindingCode, MadeFinding } from '../../../shared/report/finding';
import type { Limit } from '../../../shared/report/thresholds';

/** The layers of a symptom that nothing else explains; the first is the one to look at. */
export type Affected = readonly [LayerNode, ...LayerNode[]];

/** A finding without its places, which {@link toFinding} adds. */
type StatementFor<F extends MadeFinding> = F extends MadeFinding
  ? Omit<F, 'code' | 'layer' | 'source' | 'limits' | 'evidence'> & {
      readonly evidence: Omit<F['evidence'], 'layers'>;
      /** Another place than where the first layer is made. */
      readonly source?: SourcePosition;
      /** The limits that decided the finding, the principal one first. */
      readonly limits?: readonly [Limit, ...Limit[]];
    }
  : never;

/** The severity, variant and numbers of a finding of one code. */
export type Statement<C extends FindingCode> = StatementFor<Extract<MadeFinding, { code: C }>>;

/**
 * An observation of one rule on one or more layers, the one to look at first before the others. It becomes a
 * finding once it is known which of its layers another symptom explains.
 */
export type Symptom = {
  readonly [C in FindingCode]: {
    readonly code: C;
    readonly layers: readonly LayerNode[];
    /** The finding on those of the layers that nothing else explains. */
    readonly tell: (layers: Affected) => Statement<C>;
  };
}[FindingCode];

/** The finding of a symptom on the rest of its layers; `undefined` if none is left. */
export function toFinding(
  symptom: Symptom,
  explained: ReadonlySet<LayerId>,
): MadeFinding | undefined {
  const [first, ...others] = symptom.layers.filter(({ id }) => !explained.has(id));
  if (!first) return undefined;
  const { evidence, limits = [], ...statement } = symptom.tell([first, ...others]);
  const source = statement.source ?? first.source[0];
  const finding = {
    code: symptom.code,
    ...statement,
    layer: first.id,
    evidence: { ...evidence, layers: [first, ...others].map(({ id }) => id) },
    limits,
    ...(source && { source }),
  };
  // `Symptom` ties the statement to the code; the compiler does not follow that through the spread.
  return finding as MadeFinding;
}
