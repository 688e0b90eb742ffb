import { describe, expect, it } from 'vitest';
import { failingFindings } from '../../../src/cli/run/failOn';
import { smallReport } from './output/smallReport';

const failing = (...names: string[]): string[] =>
  smallReport()
    .findings.filter(failingFindings(names))
    .map(({ code }) => code);

describe('failingFindings', () => {
  it('takes a severity and everything worse', () => {
    expect(failing('error')).toEqual(['vanishing-gradient']);
    expect(failing('warning')).toEqual(['vanishing-gradient', 'dead-relu', 'dead-relu']);
    expect(failing('info')).toHaveLength(4);
  });

  it('takes a code whatever its severity', () => {
    expect(failing('redundant-bias')).toEqual(['redundant-bias']);
    expect(failing('redundant-bias', 'error')).toEqual(['redundant-bias', 'vanishing-gradient']);
  });

  it('refuses what is neither', () => {
    expect(() => failing('critical')).toThrow(/--fail-on takes error, warning, info or a finding/);
  });
});
