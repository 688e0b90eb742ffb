import { parseHex, type Ramp } from '../../kit/ramp';
import { cssVariables, readTheme, type Theme } from '../../kit/theme';
import type { SkipKind } from '../../../src/shared/report/report';

/** The page's colours with those of a network. */
export interface GraphTheme extends Theme {
  readonly frame: string;
  readonly flow: string;
  readonly skips: Readonly<Record<SkipKind, string>>;
  /** Parts that only the newer, or only the older of two compared reports has. */
  readonly changes: { readonly added: string; readonly removed: string };
  readonly ramp: Ramp;
}

export function readGraphTheme(element: Element): GraphTheme {
  const read = cssVariables(element);
  return {
    ...readTheme(element),
    frame: read('frame'),
    flow: read('flow'),
    skips: {
      identityAdd: read('skip-identityAdd'),
      projectionAdd: read('skip-projectionAdd'),
      concat: read('skip-concat'),
      gated: read('skip-gated'),
      projectionConcat: read('skip-projectionConcat'),
    },
    changes: { added: read('added'), removed: read('removed') },
    ramp: {
      low: parseHex(read('heat-low')),
      middle: parseHex(read('heat-middle')),
      high: parseHex(read('heat-high')),
    },
  };
}
