import { describe, expect, it } from 'vitest';
import { fixForFailure, fixForFinding } from '../../../../../src/extension/features/problems/fixes';
import type { Finding } from '../../../../../src/shared/report/report';
import { branchPlaces } from '../../../../../src/shared/words/relatedPlaces';
import { writtenFinding } from '../../../../support/findings';
import { resnet } from '../../../../support/sampleReports';

const [finding] = resnet(1).findings;
const id = finding!.layer;
const wide = [null, 8, 8, 16];
const narrow = [null, 8, 8, 4];
const clash: Finding = {
  code: 'merge-shape-mismatch',
  severity: 'error',
  layer: id,
  evidence: { branches: [id, id], shapes: [wide, narrow], layers: [id] },
  limits: [],
};

describe('what an edit may do about a problem', () => {
  it('is to drop a bias, to draw other weights, or to project a branch', () => {
    expect(fixForFinding(finding!)).toEqual({ kind: 'withoutBias' });
    expect(fixForFinding(writtenFinding('dead-relu', id))).toEqual({ kind: 'initializer' });
    expect(fixForFinding(clash)).toEqual({
      kind: 'projection',
      shapes: [wide, narrow],
    });
  });

  it('is nothing where the shapes are not known or the code needs thought', () => {
    expect(fixForFinding(writtenFinding('merge-shape-mismatch', id))).toBeUndefined();
    expect(fixForFinding(writtenFinding('idle-shortcut', id))).toBeUndefined();
    expect(fixForFailure({ code: 'model-threw', detail: '' })).toBeUndefined();
  });

  it('follows the branches of a merge that could not be built, and where they are made', () => {
    const at = { file: 'a.ts', line: 4, column: 2 };
    const branches = [
      { name: 'body', shape: wide, at },
      { name: 'image', shape: narrow },
    ];
    const failure = { code: 'model-threw' as const, detail: '', branches };
    expect(fixForFailure(failure)).toEqual({ kind: 'projection', shapes: [wide, narrow] });
    expect(branchPlaces(failure)).toEqual([{ at, message: 'Branch 1: body gives 8×8×16.' }]);
  });
});
