/** The test of each case in the table of faults that people ask about. */
interface Place {
  /** `tfjs`: a definition of `cases.ts`, tried by `cases.test.ts`; `torch`: a class of `torch_cases.py`. */
  readonly tfjs?: true;
  readonly torch?: true;
}

const inTfjs = { tfjs: true } as const;
const inTorch = { torch: true } as const;

export const caseTable: Readonly<Record<string, Place>> = {
  P1: inTfjs,
  P3: inTorch,
  P4: inTorch,
  P5: inTfjs,
  P6: inTfjs,
  P8: inTfjs,
  P9: inTfjs,
  P10: inTfjs,
  P11: { tfjs: true, torch: true },
  P12: inTorch,
  P14: { tfjs: true, torch: true },
  P15: inTfjs,
  P17: inTorch,
  P19: inTfjs,
  P20: inTorch,
  P22: inTorch,
  P23: inTfjs,
  P25: inTorch,
  P27: inTorch,
  P29: inTfjs,
  P30: inTorch,
  K1: inTfjs,
  K3: inTfjs,
  K5: inTfjs,
  K6: inTfjs,
  K8: inTfjs,
  K9: inTfjs,
  K10: inTfjs,
  K12: inTfjs,
  K13: inTfjs,
  K15: inTfjs,
  K18: inTfjs,
};
