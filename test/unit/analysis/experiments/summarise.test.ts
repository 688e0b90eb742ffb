import { describe, expect, it } from 'vitest';
import { depth } from '../../../../src/analysis/experiments/kinds/depth';
import { summarise } from '../../../../src/analysis/experiments/summarise';
import type { Arm } from '../../../../src/shared/experiment/experiment';
import { isExperimentResult } from '../../../../src/shared/experiment/guard';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { cellOf, draftOf, resultOf } from '../../../support/experimentCells';
import { largeRun } from '../../../support/experimentRuns';
import { schemaErrors } from '../../../support/reportSchema';

const arm = (id: string, title: Arm['title'], more: Partial<Arm> = {}): Arm => ({
  id,
  title,
  cut: [],
  ...more,
});
const whole = arm('whole', { code: 'experiments.arm-whole' });
const all = arm('without-all', { code: 'experiments.arm-without-all', values: { count: 10 } });
const single = arm(
  'without a>b:1',
  { code: 'experiments.arm-without', values: { from: 'a', to: 'b' } },
  { skip: 'a>b:1' },
);
const arms = [whole, all, single];
const noise = (seed: number): number => 1 + 0.05 * ((seed * 7) % 5);
const told = (result: { verdict: { sentences: readonly Parameters<typeof sentenceOf>[0][] } }) =>
  result.verdict.sentences.map(sentenceOf);

describe('the result of skips', () => {
  const draft = draftOf('skips', arms);
  const result = resultOf(draft, (id, seed) => ({
    loss: (id === 'without-all' ? 4 : 1) * noise(seed + id.length),
    firstGradient: (id === 'whole' ? 1 : id === 'without-all' ? 2.9 : 0.32) * noise(seed),
  }));

  it('says first what all skips are worth, with steps, data, interval and seeds', () => {
    expect(told(result)[0]).toMatch(
      /^After 100 steps on made data, the training loss of the network without its skips \(10\) is [34]\.\d\d times that of the whole network \(95 %: \d\.\d\d to \d\.\d\d; 8 seeds\)\.$/,
    );
    expect(result.verdict.tone).toBe('difference');
  });

  it('says what the gradient does, of all skips and of the one that changes it most', () => {
    const gradients = told(result).filter((sentence) => sentence.startsWith('Before training'));
    expect(gradients).toHaveLength(2);
    expect(gradients[0]).toMatch(/2\.9\d? times as large in the network without its skips/);
    expect(gradients[1]).toMatch(/0\.32 times as large in the network without the skip a → b/);
  });

  it('accuses no skip that the seeds do not tell apart', () => {
    const verdict = result.comparisons.find(
      (each) => each.arm === single.id && each.measure === 'loss',
    )!.verdict;
    expect(['same', 'undecided']).toContain(verdict);
    expect(told(result).join(' ')).not.toMatch(/training loss of the network without the skip/);
  });

  it('fits its schema, its guard, and a megabyte', () => {
    expect(schemaErrors(JSON.parse(JSON.stringify(result)), 'experiment')).toEqual([]);
    expect(isExperimentResult(JSON.parse(JSON.stringify(result)))).toBe(true);
    expect(isExperimentResult({ ...result, schemaVersion: 0 })).toBe(false);
    const { draft: large, cells } = largeRun();
    expect(cells).toHaveLength(100);
    expect(JSON.stringify(summarise(large, cells)).length).toBeLessThan(1e6);
  });
});

describe('a result', () => {
  const numbers = (seed: number) => ({ loss: noise(seed), firstGradient: noise(seed) });

  it('is the same in whatever order and from whichever run the cells came', () => {
    const draft = draftOf('skips', arms);
    const cells = draft.plan.map(({ arm: id, seed }) => cellOf(id, seed, numbers(seed)));
    const kept = { ...draft, kept: cells.slice(0, 9) };
    expect(summarise(kept, cells.slice(9).reverse())).toEqual(summarise(draft, cells));
  });

  it('gives no verdict for four seeds, nor for a stopped run of four', () => {
    const few = resultOf(draftOf('skips', arms, { seeds: 4 }), (id, seed) => ({
      loss: (id === 'whole' ? 1 : 100) * noise(seed),
    }));
    expect(told(few)).toEqual(['4 seeds are too few for a verdict: at least five are needed.']);
    expect(few.verdict.tone).toBe('undecided');
    const draft = draftOf('skips', [whole, all]);
    const cells = draft.plan
      .slice(0, 8)
      .map(({ arm: id, seed }) => cellOf(id, seed, { loss: id === 'whole' ? 1 : 100 }));
    const stopped = summarise(draft, cells);
    expect(stopped.cost.missing).toBe(8);
    expect(stopped.comparisons.map(({ verdict }) => verdict)).toEqual(['too-few-seeds']);
  });

  it('has a sentence even without a cell', () => {
    const empty = summarise(draftOf('skips', arms), []);
    expect(told(empty)).toEqual(['0 seeds are too few for a verdict: at least five are needed.']);
  });

  it('names the seeds that diverged, and gives no ratio', () => {
    const lost = resultOf(draftOf('skips', [whole, all]), (id, seed) =>
      id === 'without-all' && seed < 4 ? undefined : numbers(seed),
    );
    expect(told(lost)[0]).toBe(
      'After 100 steps on made data, 3 of 16 trainings of the network without its skips (10) and of the whole network diverged: no ratio is given.',
    );
  });

  it('never lets a pilot in', () => {
    const draft = draftOf('skips', [whole, all]);
    const cells = draft.plan.map(({ arm: id, seed }) => cellOf(id, seed, numbers(seed)));
    const pilot = { ...cellOf('whole', 9001, { loss: 1e9 }), id: 'pilot/whole/0.1' };
    expect(summarise(draft, [...cells, pilot])).toEqual(summarise(draft, cells));
  });
});

describe('the result of depth', () => {
  it('compares the deepest networks, plain with skips, then with the shallowest', () => {
    const arms = [2, 8].flatMap((kept) =>
      ['plain', 'residual'].map((kind) =>
        arm(
          `${kind}-${kept}`,
          { code: `experiments.arm-${kind}-blocks`, values: { kept, blocks: 8 } },
          { blocks: kept },
        ),
      ),
    );
    const draft = draftOf('depth', arms, depth.standard);
    const result = resultOf(draft, (id, seed) => ({
      loss: (id === 'plain-8' ? 2 : id === 'plain-2' ? 0.3 : 0.1) * noise(seed + id.length),
    }));
    const sentences = told(result);
    expect(sentences[0]).toMatch(
      /the plain network of 8 of its 8 blocks is \d+\.\d\d times that of the network with skips of 8/,
    );
    expect(sentences[1]).toMatch(
      /the plain network of 8 of its 8 blocks is \d\.\d\d times that of the plain network of 2/,
    );
    expect(sentences[2]).toMatch(/residual|with skips of 8 of its 8 blocks/);
    expect(sentences.join(' ')).not.toMatch(/vanish|generali/i);
  });
});

describe('results of pictures', () => {
  const only = [whole];

  it('of paths name lengths, mean and interval, and no verdict', () => {
    const draft = draftOf('paths', only, { steps: 0, seeds: 5 });
    const cells = draft.plan.map(({ arm: id, seed }) => {
      const cell = cellOf(id, seed, {
        meanLength: 2 + seed / 10,
        from: 1,
        to: 4,
        slope: -0.2,
        explained: 0.9,
      });
      return { ...cell, value: { ...cell.value, series: { share: [0.1, 0.5, 0.2, 0.1, 0.1] } } };
    });
    const result = summarise(draft, cells);
    expect(result.verdict.tone).toBe('picture');
    expect(result.comparisons).toEqual([]);
    expect(told(result)[0]).toMatch(
      /^Before training, paths through 1 to 4 of the 4 bodies carry 90 % of the gradient, 2\.30 on average \(95 %: 2\.\d\d to 2\.\d\d; 5 seeds, on made data\); most of it comes through 1, most paths go through 2\.$/,
    );
    expect(told(result)[1]).toMatch(/changes by -0\.200 decades/);
    expect(schemaErrors(JSON.parse(JSON.stringify(result)), 'experiment')).toEqual([]);
  });

  it('of shattering compare only what the seeds tell apart', () => {
    const result = (without: number) =>
      resultOf(draftOf('shattering', [whole, all], { seeds: 5 }), (id, seed) => ({
        correlation: (id === 'whole' ? 0.8 : without) + 0.01 * ((seed * 7) % 5),
        spread: noise(seed),
      }));
    expect(told(result(0.1))[0]).toMatch(
      /correlate by 0\.1\d in .* and by 0\.8\d in the whole network/,
    );
    expect(result(0.1).verdict.tone).toBe('difference');
    expect(told(result(0.79))[0]).toMatch(/correlate alike/);
  });

  it.each([
    [
      'three times the rate ends lower',
      { third: 1.6, triple: 0.6 },
      /three times that rate, 0\.09, ends at 0\.6\d* times the loss .*: start there/,
    ],
    [
      'a third of it ends lower',
      { third: 0.7, triple: 1.4 },
      /a third of that rate, 0\.01, ends at 0\.7\d* times/,
    ],
    ['neither is told apart', { third: 1, triple: 1 }, /rates from 0\.01 to 0\.09 do not end/],
    ['three times it diverges', { third: 1 }, /rates from 0\.01 to 0\.03 do not end/],
    ['both end higher', { third: 1.5, triple: 2 }, /both end at a higher loss \(5 seeds\)/],
  ] as const)('of a learning rate say where training around it ends: %s', (_, ratios, sentence) => {
    const resultWith = (seeds: number) =>
      resultOf(draftOf('learning-rate', only, { seeds }), (_arm, seed) => ({
        ...{ rate: 0.03, trained: 0.4 },
        ...Object.fromEntries(
          Object.entries(ratios).map(([name, value]) => [name, (value * noise(seed)) / noise(3)]),
        ),
      }));
    const [suggested, checked] = told(resultWith(5));
    expect(suggested).toMatch(/suggests a learning rate of 0\.03/);
    expect(checked).toMatch(sentence);
    expect(told(resultWith(4))).toHaveLength(1);
  });

  it('of a U-shape, a range test, a surface and a training say what was measured', () => {
    const numbers = {
      middleToEnds: 0.01,
      rate: 0.03,
      bumps: 0.02,
      loss: 0.5,
      lossBefore: 2,
      lossAfter: 1,
    };
    for (const [name, sentence] of [
      ['u-shape', /middle layers is 0\.01 times/],
      ['learning-rate', /suggests a learning rate of 0\.03 for momentum/],
      ['surface', /falls again on 0\.02 of its way outward/],
      ['train', /goes from 2\.\d\d to 1\.\d\d/],
    ] as const) {
      const result = resultOf(draftOf(name, only, { seeds: 5 }), (_, seed) =>
        Object.fromEntries(
          Object.entries(numbers).map(([key, value]) => [key, value * noise(seed)]),
        ),
      );
      expect(told(result)[0]).toMatch(sentence);
      expect(result.verdict.tone).toBe('picture');
      expect(told(summarise(draftOf(name, only), []))[0]).toMatch(/too few/);
    }
  });
});
