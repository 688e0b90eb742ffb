import { describe, expect, it } from 'vitest';
import { fixForFailure, fixForFinding } from '../../../src/shared/report/fixes';
import type { Finding } from '../../../src/shared/report/report';
import { branchPlaces } from '../../../src/shared/words/relatedPlaces';
import { writtenFinding } from '../../support/findings';
import { resnet } from '../../support/sampleReports';

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

  it('is the activation that the loss takes, and one between two linear layers', () => {
    const base = { severity: 'warning', layer: id, limits: [] } as const;
    const mismatch = (variant: 'softmax-twice' | 'independent-units', loss?: string): Finding => ({
      ...base,
      ...{ code: 'output-loss-mismatch', variant },
      evidence: { layers: [id], ...(loss !== undefined && { loss }) },
    });
    expect(fixForFinding(mismatch('softmax-twice', 'softmaxCrossEntropy'))).toEqual({
      ...{ kind: 'activation', activation: 'linear' },
    });
    expect(fixForFinding(mismatch('independent-units', 'categoricalCrossentropy'))).toEqual({
      ...{ kind: 'activation', activation: 'softmax' },
    });
    expect(fixForFinding(mismatch('softmax-twice'))).toBeUndefined();
    const evidence = { layers: [id], next: id };
    const pair = { ...base, code: 'missing-nonlinearity', evidence } as const;
    expect(fixForFinding({ ...pair, variant: 'one-map' })).toEqual({
      ...{ kind: 'activation', activation: 'relu' },
    });
    expect(fixForFinding({ ...pair, variant: 'low-rank' })).toBeUndefined();
  });

  it('draws no other weights for a gradient that fades through sigmoids', () => {
    const fading = writtenFinding('vanishing-gradient', id);
    expect(fixForFinding(fading)).toEqual({ kind: 'initializer' });
    const measured = { layers: [id], firstRms: 1e-9, lastRms: 1, decadesLost: 9 };
    const evidence = { ...measured, weightedLayers: 9, holdsFor: 1, seeds: 1 };
    const base = { code: 'vanishing-gradient', severity: 'error', layer: id, limits: [] } as const;
    expect(fixForFinding({ ...base, evidence })).toEqual({ kind: 'initializer' });
    expect(fixForFinding({ ...base, evidence: { ...evidence, sigmoids: 8 } })).toBeUndefined();
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
