import { describe, expect, it } from 'vitest';
import { summarise } from '../../../../src/analysis/experiments/summarise';
import { earlySentence, withoutVerdict } from '../../../../src/analysis/experiments/unfinished';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { cellOf, draftOf } from '../../../support/experimentCells';

const arms = [
  { id: 'whole', title: { code: 'experiments.arm-whole' }, cut: [] },
  {
    id: 'without-all',
    title: { code: 'experiments.arm-without-all', values: { count: 10 } },
    cut: [],
  },
];

/** Paths of one network over five seeds, which are measured without a comparison. */
function pathsAfter(done: number) {
  const draft = draftOf('paths', arms.slice(0, 1), { seeds: 5, steps: 0 });
  const cells = draft.plan.map(({ arm, seed }) =>
    cellOf(arm, seed, { meanLength: 2 + seed / 10, from: 1, to: 4 }),
  );
  return summarise(draft, cells.slice(0, done));
}

/** Two networks over seeds, of which one ends far higher than the other. */
function skipsAfter(done: number, seeds: number) {
  const draft = draftOf('skips', arms, { seeds });
  const cells = draft.plan.map(({ arm, seed }) =>
    cellOf(arm, seed, { loss: (arm === 'whole' ? 1 : 9) * (1 + seed / 50) }),
  );
  return summarise(draft, cells.slice(0, done));
}

describe('the early sentence of a run', () => {
  const after = (done: number): string | undefined => {
    const sentence = earlySentence(pathsAfter(done));
    return sentence && sentenceOf(sentence);
  };

  it('comes with the second seed, with its interval and the seeds that are there', () => {
    expect(after(1)).toBeUndefined();
    expect(after(2)).toMatch(
      /^So far, 2 of 5 cells: Before training, paths .*2\.15 on average \(95 %: 1\.51 to 2\.79; 2 seeds/,
    );
    expect(after(5)).toBeUndefined();
  });

  it('is none while seeds are too few for a word', () => {
    expect(earlySentence(skipsAfter(6, 5))).toBeUndefined();
  });

  it('gives no verdict on a part of the seeds', () => {
    expect(skipsAfter(12, 8).verdict.tone).toBe('difference');
    expect(earlySentence(skipsAfter(12, 8))).toBeUndefined();
  });
});

describe('a result while cells are missing', () => {
  const shown = withoutVerdict(skipsAfter(12, 8));

  it('has its numbers and intervals, and no verdict', () => {
    expect(shown.verdict.tone).toBe('undecided');
    expect(shown.verdict.sentences.map(sentenceOf)).toEqual([
      '12 of 16 cells are there. The verdict comes with the last one.',
    ]);
    expect(shown.comparisons.map(({ verdict }) => verdict)).toEqual(['too-few-seeds']);
    expect(shown.comparisons[0]!.low).toBeGreaterThan(1);
  });

  it('says first what its cells allow', () => {
    const [first] = withoutVerdict(pathsAfter(2)).verdict.sentences;
    expect(sentenceOf(first!)).toMatch(/^So far, 2 of 5 cells: /);
  });
});
