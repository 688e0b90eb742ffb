import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/shared/report/report';
import { trialText } from '../../../src/shared/words/trialText';
import { writtenFinding } from '../../support/findings';
import { resnet } from '../../support/sampleReports';

const before = resnet(1);
const finding = writtenFinding('saturated', before.findings[0]!.layer);
const edit = "activation: 'relu'";

describe('an edit that was tried', () => {
  it('says whether the finding is gone, with gradient and loss before and after', () => {
    const gone = { ...before, findings: [] };
    expect(trialText({ finding, edit, before, after: gone })).toMatch(
      /^Tried: activation: 'relu'\. The finding is gone; first layer’s gradient \S+ → \S+, loss .+ before and .+ after\.$/,
    );
    const stays: Report = { ...before, findings: [finding] };
    expect(trialText({ finding, edit, before, after: stays })).toContain('The finding stays;');
  });

  it('has no numbers where no probe ran', () => {
    const { probe, ...unprobed } = before;
    expect(probe).toBeDefined();
    expect(trialText({ finding, edit, before: unprobed, after: unprobed })).toContain(
      'not measured → not measured',
    );
  });
});
