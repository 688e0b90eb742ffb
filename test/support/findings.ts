import type { LayerId } from '../../src/shared/network/network';
import type { FindingCode, WrittenFinding } from '../../src/shared/report/finding';

/** A finding with sentences of its own, for tests that lean on its code, place, severity or limits only. */
export const writtenFinding = (
  code: FindingCode,
  layer: LayerId,
  fields: Partial<WrittenFinding> = {},
): WrittenFinding => ({
  code,
  variant: 'as-written',
  severity: 'info',
  layer,
  evidence: { layers: [layer] },
  limits: [],
  written: { message: `Something about ${layer}.`, suggestion: 'Change it.' },
  source: { file: 'models/sample.ts', line: 3, column: 3 },
  ...fields,
});
