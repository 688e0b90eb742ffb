import type { SkipReport } from '../../src/shared/report/report';

export const noSkips: SkipReport = {
  merges: {
    total: 0,
    short: 0,
    long: 0,
    identityAdd: 0,
    projectionAdd: 0,
    concat: 0,
    gated: 0,
    projectionConcat: 0,
  },
  connections: 0,
  items: [],
  ambiguous: [],
  gates: [],
};
