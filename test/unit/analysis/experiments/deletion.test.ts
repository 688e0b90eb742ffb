import { describe, expect, it } from 'vitest';
import { deletion } from '../../../../src/analysis/experiments/kinds/deletion';
import { isRefusal } from '../../../../src/analysis/experiments/kinds/kind';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { withoutBlock, withoutShortcut } from '../../../../src/engine/experiments/deletions';
import { isExperimentResult } from '../../../../src/shared/experiment/guard';
import type { ExperimentResult } from '../../../../src/shared/experiment/experiment';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { vgg } from '../../../support/architectures/plain';
import { cifarResnet } from '../../../support/architectures/residual';
import { draftOf, resultOf } from '../../../support/experimentCells';
import { NetworkBuilder } from '../../../support/networkBuilder';
import { schemaErrors } from '../../../support/reportSchema';

const subjectOf = (graph: NetworkGraph) => ({
  graph,
  skips: findSkips(graph),
  hasOneFloatInput: true,
  hasDropout: false,
});
function armsOf(graph: NetworkGraph) {
  const arms = deletion.arms(subjectOf(graph));
  if (isRefusal(arms)) throw new Error(arms.code);
  return arms;
}
const refusalOf = (graph: NetworkGraph): string => {
  const arms = deletion.arms(subjectOf(graph));
  return isRefusal(arms) ? sentenceOf(arms) : '';
};
/** A network whose sums are means of their inputs. */
const averaging = (graph: NetworkGraph): NetworkGraph => ({
  ...graph,
  layers: graph.layers.map((layer) =>
    layer.operation.type === 'merge'
      ? { ...layer, operation: { type: 'merge', how: 'average' } }
      : layer,
  ),
});

describe('the arms of a deletion', () => {
  const arms = armsOf(cifarResnet(20, 'B'));

  it('are the whole network and the one without its skips, with the same blocks to delete', () => {
    expect(arms.map(({ id, cut }) => [id, cut.length])).toEqual([
      ['whole', 0],
      ['without-all', 9],
    ]);
    const [whole, plain] = arms.map(({ deletes }) => deletes);
    expect(plain).toEqual(whole);
    for (const { to, bodies, shortcuts } of whole!) {
      expect([...bodies, ...shortcuts].map(({ slot }) => slot).sort()).toEqual([0, 1]);
      expect([...bodies, ...shortcuts].every((cut) => cut.to === to)).toBe(true);
    }
  });

  it('mark the blocks whose shortcuts have weights: a plain network has not trained them', () => {
    const projected = (graph: NetworkGraph) =>
      armsOf(graph)[0]!.deletes!.flatMap(({ isProjected }, at) => (isProjected ? [at] : []));
    expect(projected(cifarResnet(20, 'B'))).toEqual([3, 6]);
    expect(projected(cifarResnet(20, 'A'))).toEqual([]);
  });

  it('leave the plain network out if it has no shortcut to put back', () => {
    const net = new NetworkBuilder();
    let x = net.conv(net.input(8, 8, 3), 8);
    for (const width of [16, 32]) {
      const body = net.conv(net.relu(net.conv(x, width)), width);
      x = net.relu(net.add(body, net.conv(x, width, { kernel: 1 })));
    }
    const arms = armsOf(net.graph(x));
    expect(arms.map(({ id }) => id)).toEqual(['whole']);
    expect(arms[0]!.deletes!.map(({ isProjected }) => isProjected)).toEqual([true, true]);
  });

  it('are refused with a sentence for fewer than two blocks, or blocks that zeros cannot delete', () => {
    expect(refusalOf(vgg())).toMatch(/0 residual blocks that could be deleted.*at least 2/);
    expect(refusalOf(averaging(cifarResnet(20, 'A')))).toMatch(
      /No body of this network can be left out: 9 merges/,
    );
  });
});

describe('the zeros of a network without a block', () => {
  const [whole, plain] = armsOf(cifarResnet(20, 'B'));
  const [block] = whole!.deletes!;
  const key = (of: 'bodies' | 'shortcuts') => `${block!.to}:${block![of][0]!.slot}`;
  const cut = new Set(plain!.cut.map(({ to, slot }) => `${to}:${slot}`));

  it('lie over its body, and the shortcut stays', () => {
    expect(withoutBlock(block!, new Set())).toEqual(new Set([key('bodies')]));
    expect(withoutShortcut(block!, new Set())).toEqual(new Set([key('shortcuts')]));
  });

  it('lie over the body of a plain network and not over the shortcut, and no other changes', () => {
    const edges = withoutBlock(block!, cut)!;
    expect(edges.has(key('bodies'))).toBe(true);
    expect(edges.has(key('shortcuts'))).toBe(false);
    expect(edges.size).toBe(cut.size);
    expect(withoutShortcut(block!, cut)).toBeUndefined();
  });

  it('are none in a plain network where the shortcut has weights', () => {
    const projected = plain!.deletes!.find(({ isProjected }) => isProjected)!;
    expect(withoutBlock(projected, cut)).toBeUndefined();
    expect(withoutBlock(projected, new Set())).toBeDefined();
  });
});

describe('the result of a deletion', () => {
  const arms = armsOf(cifarResnet(20, 'B'));
  const noise = (seed: number): number => 0.01 * ((seed * 7) % 5);
  const resultWith = (bypassed: number, seeds = 5, kind = 'error'): ExperimentResult =>
    resultOf(draftOf('deletion', arms, { seeds }), (arm, seed) => {
      const own = noise(seed);
      const numbers: [string, number][] =
        arm === 'whole'
          ? [
              ['Intact', 0.01],
              ['Deleted', 0.03],
              ['Bypassed', 0.02],
              ['Cut', 0.6],
            ]
          : [
              ['Intact', 0.05],
              ['Bypassed', bypassed],
            ];
      return Object.fromEntries(
        numbers.map(([state, value]) => [`${kind}${state}`, value + own] as const),
      );
    });
  const told = ({ verdict }: ExperimentResult) => verdict.sentences.map(sentenceOf);

  it('says first what a deleted block leaves, with steps, data, interval and seeds', () => {
    const result = resultWith(0.85);
    const [deleted, compared, cut] = told(result);
    expect(deleted).toMatch(
      /^After 100 steps on made data, deleting one of 9 blocks from the whole network leaves a median error of 0\.05 \(95 %: 0\.03 to 0\.07; 5 seeds\); intact it has 0\.03\.$/,
    );
    expect(compared).toMatch(
      /bypassing one of 7 blocks of the network without its skips \(9\) leaves a median error of 0\.87 \(intact 0\.07\); deleting one of the same blocks from the whole network leaves 0\.04 \(intact 0\.03\): a difference of 0\.83 \(95 %: 0\.\d\d to 0\.\d\d; 5 seeds\)\.$/,
    );
    expect(cut).toMatch(/cutting the shortcut of one of 9 blocks.* median error of 0\.62/);
    expect(result.verdict.tone).toBe('difference');
    expect(schemaErrors(JSON.parse(JSON.stringify(result)), 'experiment')).toEqual([]);
    expect(isExperimentResult(JSON.parse(JSON.stringify(result)))).toBe(true);
  });

  it('gives intervals of errors that end where errors do', () => {
    const [, compared] = told(resultWith(0.98, 2));
    expect(compared).toMatch(/bypassing one of 7 blocks.* 0\.\d\d to 1\.00; 2 seeds\)/);
  });

  it('gives no verdict for fewer than five seeds, and none on networks that are alike', () => {
    const few = resultWith(0.85, 4);
    expect(told(few)[2]).toMatch(/^4 seeds are too few/);
    expect(few.verdict.tone).toBe('undecided');
    const alike = resultWith(0.02);
    expect(told(alike)[1]).toMatch(/a median error that is alike, 0\.04 .* and 0\.04/);
    expect(alike.verdict.tone).toBe('none');
    expect(told(resultWith(0.06))[1]).toMatch(
      /5 seeds do not tell the median error .* found a difference of 0\.\d\d in four of five cases/,
    );
  });

  it('compares losses by their ratio where outputs name no classes', () => {
    const result = resultWith(0.85, 5, 'loss');
    expect(told(result)[1]).toMatch(/leaves a median loss of 0\.87 .*: 2\d\.\d+ times as much/);
  });

  it('says what it has of one network alone, and that seeds are wanted before there is any', () => {
    const [whole, plain] = arms;
    const numbers = () => ({ errorIntact: 0, errorBypassed: 0.5 });
    const only = resultOf(draftOf('deletion', [plain!], { seeds: 2 }), numbers);
    expect(told(only)).toEqual([expect.stringMatching(/^After .* bypassing one of 7 blocks/)]);
    const none = resultOf(draftOf('deletion', [whole!], { seeds: 1 }), numbers);
    expect(none.verdict.sentences).toEqual([{ code: 'experiments.one-seed' }]);
    expect(none.verdict.tone).toBe('undecided');
  });

  it('names what diverged, and gives no difference', () => {
    const lost = resultOf(draftOf('deletion', arms, { seeds: 5 }), (arm, seed) =>
      arm === 'whole' || seed > 1 ? { errorIntact: 0.1, errorBypassed: 0.5 } : undefined,
    );
    expect(told(lost)).toEqual([
      expect.stringMatching(
        /^After .* bypassing one of 7 blocks .* 4 seeds\); intact it has 0\.10/,
      ),
      'After 100 steps on made data, 1 of 10 trainings diverged: nothing was deleted from these.',
    ]);
    const none = resultOf(draftOf('deletion', arms, { seeds: 2 }), () => undefined);
    expect(told(none)[0]).toMatch(/4 of 4 trainings diverged/);
  });
});
