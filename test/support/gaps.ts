import type { NotMeasured } from '../../src/shared/report/notMeasured';
import { quantityText } from '../../src/shared/words/gapWords';
import { sentenceOf } from '../../src/shared/words/sentence';

/** The gaps of a report as a person reads them. */
export const gapsInWords = (gaps: readonly NotMeasured[] = []) =>
  gaps.map(({ layer, reason, ...gap }) => ({
    quantity: quantityText(gap),
    ...(layer !== undefined && { layer }),
    reason: sentenceOf(reason),
  }));
