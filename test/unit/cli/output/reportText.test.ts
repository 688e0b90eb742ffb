import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { reportText } from '../../../../src/cli/output/reportText';
import type { Report } from '../../../../src/shared/report/report';
import { smallReport } from './smallReport';

const plain = pc.createColors(false);

describe('reportText', () => {
  it('shows header, layers with bars and brackets, skips and findings', async () => {
    await expect(reportText(smallReport(), plain)).toMatchFileSnapshot('reportText.golden.txt');
  });

  it('leaves the gradient columns out where no probe ran, and says so', async () => {
    const { probe, ...rest } = smallReport();
    const report: Report = {
      ...rest,
      findings: [],
      notMeasured: [{ quantity: 'probe', reason: { code: 'notMeasured.not-asked-for' } }],
    };
    expect(probe).toBeDefined();
    await expect(reportText(report, plain)).toMatchFileSnapshot('reportTextNoProbe.golden.txt');
  });

  it('says that nothing was found only where the probe did not fail', () => {
    const none: Report = { ...smallReport(), findings: [] };
    expect(reportText(none, plain)).toContain('No findings.\n');
    expect(reportText(none, plain, true)).not.toContain('No findings.');
    expect(reportText(smallReport(), plain, true)).toBe(reportText(smallReport(), plain));
  });

  it('says the same with colours as without', () => {
    const coloured = reportText(smallReport(), pc.createColors(true));
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(reportText(smallReport(), plain));
  });

  it('cuts long names in the middle, where they do not differ', () => {
    const report = smallReport();
    const layers = report.network.layers.map((layer, row) => ({
      ...layer,
      name: `a_very_long_name_that_ends_in_its_number_${row}`,
    }));
    const text = reportText({ ...report, network: { ...report.network, layers } }, plain);
    expect(text).toContain('a_very_long_name…in_its_number_4');
  });
});
