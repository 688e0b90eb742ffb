import { describe, expect, it } from 'vitest';
import { fixForFailure, fixForFinding } from '../../../../../src/extension/features/problems/fixes';
import { branchPlaces } from '../../../../../src/shared/words/relatedPlaces';
import { resnet } from '../../../../support/sampleReports';

const [finding] = resnet(1).findings;
const wide = [null, 8, 8, 16];
const narrow = [null, 8, 8, 4];

describe('what an edit may do about a problem', () => {
  it('is to drop a bias, to draw other weights, or to project a branch', () => {
    expect(fixForFinding(finding!)).toEqual({ kind: 'withoutBias' });
    expect(fixForFinding({ ...finding!, code: 'dead-relu' })).toEqual({ kind: 'initializer' });
    const clash = { ...finding!, code: 'merge-shape-mismatch' as const };
    expect(fixForFinding({ ...clash, evidence: { shapes: [wide, narrow] } })).toEqual({
      kind: 'projection',
      shapes: [wide, narrow],
    });
  });

  it('is nothing where the shapes are not known or the code needs thought', () => {
    const clash = { ...finding!, code: 'merge-shape-mismatch' as const };
    expect(fixForFinding({ ...clash, evidence: { shapes: 'odd' } })).toBeUndefined();
    expect(fixForFinding({ ...finding!, code: 'idle-shortcut' })).toBeUndefined();
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
