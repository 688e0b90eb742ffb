import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { checkedText, summaryText } from '../../../../src/cli/output/checkedText';
import { Failure } from '../../../../src/shared/base/failures';
import { verdictOf, verdictText } from '../../../../src/shared/words/verdict/verdict';
import { smallReport } from './smallReport';

const colours = pc.createColors(false);
const report = smallReport();
const none = { ...report, findings: [] };
const failure = new Failure('out-of-memory', '2 GB', { file: 'net.ts', line: 3, column: 1 });

describe('what check says of a model', () => {
  it('is its verdict alone, where nothing was found', () => {
    expect(checkedText({ report: none }, colours)).toBe(`✓ ${verdictText(verdictOf(none))}\n`);
  });

  it('is why its probe failed, and not that it is healthy', () => {
    const text = checkedText({ report: none, failure }, colours);
    expect(text).toMatch(/^net\.ts:3:1: .*2 GB.*\[out-of-memory\]\n$/);
  });

  it('is both, where the structure alone has findings', () => {
    const [all, found] = [
      checkedText({ report, failure }, colours),
      checkedText({ report }, colours),
    ];
    expect(found).toContain(verdictText(verdictOf(report)));
    expect(all.startsWith(found)).toBe(true);
    expect(all.slice(found.length)).toMatch(/^net\.ts:3:1: .*\[out-of-memory\]\n$/);
  });

  it('ends with how many stand how', () => {
    const all = [{ report: none }, { report }, { report: none }, { failure }];
    expect(summaryText(all, colours)).toBe('4 models: 2 healthy, 1 with findings, 1 failed\n');
  });
});
