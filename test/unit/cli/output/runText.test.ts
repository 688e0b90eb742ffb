import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { readingLine, runText } from '../../../../src/cli/output/runText';
import { readRun } from '../../../../src/workspace/trainingRun';

const head = {
  skipscope: 'run',
  version: 1,
  model: 'Net',
  layers: ['stem', 'head'],
  watched: ['relu'],
  started: 1,
};
const reading = { step: 50, loss: 2.5, gradient: [1e-7, 0.2], update: [1e-3, null], dead: [0.25] };
const lines = [head, reading, { ...reading, step: 100, loss: 1.25, gradient: [null, 0.1] }];
const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"step":150,"lo`;

describe('a run of skipscope.watch', () => {
  const run = readRun(text, 'run.jsonl');

  it('is read up to a line that is still being written', () => {
    expect(run.readings.map(({ step }) => step)).toEqual([50, 100]);
  });

  it('is refused where it is none', () => {
    expect(() => readRun('{"schemaVersion":1}', 'report.json')).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }) as Error,
    );
  });

  it('names the layer with the weakest gradient in each line', () => {
    expect(run.readings.map((one) => readingLine(run, one))).toEqual([
      'step 50  loss 2.5  weakest gradient 1e-7 in stem\n',
      'step 100  loss 1.25  weakest gradient 0.1 in head\n',
    ]);
  });

  it('is shown layer by layer, with a gap where nothing was measured', () => {
    const shown = runText(run, pc.createColors(false));
    expect(shown).toContain('Net  step 100, 2 readings; loss 2.5 → 1.25, least 1.25');
    expect(shown).toMatch(/^stem +– +0.001$/m);
    expect(shown).toMatch(/^head +0.1 +█+.* +–$/m);
    expect(shown).toMatch(/^relu +0.25$/m);
  });
});
