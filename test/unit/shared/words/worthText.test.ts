import { describe, expect, it } from 'vitest';
import { resultText } from '../../../../src/shared/words/assistant/experimentAnswer';
import { skipWorths } from '../../../../src/shared/words/worthText';
import { shownExperiment } from '../../../support/experimentRuns';

const { result } = shownExperiment();

describe('what a skip is worth', () => {
  it('is a line for each single skip, with both measures, their verdicts, steps and seeds', () => {
    const worths = skipWorths(result);
    expect(worths.map(({ skip }) => skip)).toEqual(['a', 'b']);
    expect(worths[0]!.text).toMatch(
      /^without it: training loss ×1\.5\d* \(worse\) after 100 steps, first gradient ×1\.5\d* \(higher\) before; 5 seeds$/,
    );
  });

  it('is nothing where no skip was measured alone', () => {
    const arms = result.arms.filter(({ skip }) => skip === undefined);
    expect(skipWorths({ ...result, arms })).toEqual([]);
  });
});

it('a result for the assistant says its sentences, its numbers and its limits', () => {
  const lines = resultText(result).split('\n');
  expect(lines[0]).toMatch(
    /^After 100 steps on made data, the training loss of the network without its skips/,
  );
  expect(lines.some((line) => /training loss: ×\d.*Holm p.*5 seeds/.test(line))).toBe(true);
  expect(lines.some((line) => /Nothing follows for training to the end/.test(line))).toBe(true);
  expect(lines.some((line) => line.startsWith(`${result.model.name} is at `))).toBe(true);
});
