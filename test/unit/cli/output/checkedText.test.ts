import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { checkedText } from '../../../../src/cli/output/checkedText';
import { Failure } from '../../../../src/shared/base/failures';
import { smallReport } from './smallReport';

const colours = pc.createColors(false);
const report = smallReport();
const none = { ...report, findings: [] };
const failure = new Failure('out-of-memory', '2 GB', { file: 'net.ts', line: 3, column: 1 });

describe('what check says of a model', () => {
  it('is that nothing was found, where all was measured', () => {
    expect(checkedText(none, undefined, colours)).toBe('No findings.\n');
  });

  it('is why its probe failed, and not that nothing was found', () => {
    const text = checkedText(none, failure, colours);
    expect(text).toMatch(/^net\.ts:3:1: .*2 GB.*\[out-of-memory\]\n$/);
  });

  it('is both, where the structure alone has findings', () => {
    const [all, found] = [
      checkedText(report, failure, colours),
      checkedText(report, undefined, colours),
    ];
    expect(all.startsWith(found)).toBe(true);
    expect(all.slice(found.length)).toMatch(/^net\.ts:3:1: .*\[out-of-memory\]\n$/);
  });
});
