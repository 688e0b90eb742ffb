import { skipKindWords } from '../../src/shared/report/skipWords';
import type { Skip } from '../../src/shared/report/report';

/** `identity · short · spans 2 layers`. */
export function describeSkip({ kind, reach, span, spatialChange, partial }: Skip): string {
  const parts = [skipKindWords[kind], reach, `spans ${span} ${span === 1 ? 'layer' : 'layers'}`];
  if (spatialChange !== 'none') parts.push(`${spatialChange}sampling`);
  if (partial) parts.push('part of the channels');
  return parts.join(' · ');
}
