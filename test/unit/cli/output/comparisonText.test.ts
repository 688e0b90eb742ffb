import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { comparisonText } from '../../../../src/cli/output/comparisonText';
import { compareReports } from '../../../../src/analysis/comparison/compareReports';
import { plainChain, resnet, withCut } from '../../../support/sampleReports';

const plain = pc.createColors(false);

describe('comparisonText', () => {
  it('says what came, what went, and how the gradients changed', async () => {
    const comparison = compareReports(
      resnet(1),
      resnet(2, (depth) => 1e-4 * 10 ** depth),
    );
    const text = comparisonText(comparison, plain);
    await expect(text).toMatchFileSnapshot('comparisonText.golden.txt');
  });

  it('says so where gradients were not measured in both', () => {
    const { probe, ...unprobed } = plainChain(4);
    expect(probe).toBeDefined();
    const text = comparisonText(compareReports(unprobed, plainChain(4)), plain);
    expect(text).toContain('gradients: not measured in both');
    expect(text).toContain('4 layers in both, 0 added, 0 removed');
  });

  it('says which shortcut a probe went without', () => {
    const text = comparisonText(compareReports(resnet(1), withCut(resnet(1), 0)), plain);
    expect(text).toMatch(/^model +resnet8 +→ +resnet8, shortcut into \S+ cut$/m);
  });

  it('says the same with colours as without', () => {
    const comparison = compareReports(plainChain(5), resnet(1));
    const coloured = comparisonText(comparison, pc.createColors(true));
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(comparisonText(comparison, plain));
  });
});
