import { describe, expect, it } from 'vitest';
import { depth } from '../../../../src/analysis/experiments/kinds/depth';
import { add } from '../../../../src/analysis/experiments/kinds/add';
import { isChain, layerPairs } from '../../../../src/analysis/experiments/kinds/chain';
import { isRefusal, type ExperimentKind } from '../../../../src/analysis/experiments/kinds/kind';
import { variants } from '../../../../src/analysis/experiments/kinds/variants';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import type { Arm } from '../../../../src/shared/experiment/experiment';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { vgg } from '../../../support/architectures/plain';
import { cifarResnet } from '../../../support/architectures/residual';

const subjectOf = (graph: NetworkGraph) => ({
  ...{ graph, skips: findSkips(graph), hasOneFloatInput: true, hasDropout: false },
});
function armsOf(kind: ExperimentKind, graph: NetworkGraph): readonly Arm[] {
  const arms = kind.arms(subjectOf(graph));
  if (isRefusal(arms)) throw new Error(arms.code);
  return arms;
}
const plain = vgg();
const resnet = cifarResnet(20, 'B');

describe('pairs of layers', () => {
  it('lie one behind the other, each layer in one at most, without the first and the last one', () => {
    const pairs = layerPairs(plain);
    expect(isChain(plain)).toBe(true);
    expect(pairs.length).toBeGreaterThan(3);
    const order = plain.layers.map(({ id }) => id);
    const places = pairs.flatMap(({ from, to }) => [order.indexOf(from), order.indexOf(to)]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const transforms = plain.layers.filter(({ operation }) => operation.type === 'transform');
    const ends = [transforms[0]!.id, transforms.at(-1)!.id];
    const touched = pairs.flatMap(({ from, to }) => [from, to]);
    for (const end of ends) expect(touched).not.toContain(end);
  });

  it('are identities exactly where what goes in has the shape of what comes out', () => {
    const shapes = new Map(
      plain.layers.map(({ id, outputShape }) => [id, outputShape[0]!.slice(1)]),
    );
    const inputs = new Map(plain.layers.map(({ id, inputs }) => [id, inputs[0]?.layer]));
    const pairs = layerPairs(plain);
    for (const { from, to, isIdentity } of pairs) {
      const takes = shapes.get(inputs.get(from)!)!;
      expect(isIdentity).toBe(JSON.stringify(takes) === JSON.stringify(shapes.get(to)));
    }
    expect(new Set(pairs.map(({ isIdentity }) => isIdentity))).toEqual(new Set([true, false]));
  });
});

describe('the arms of add', () => {
  it('are the network, with identities alone, and with projections too', () => {
    const [whole, identities, all] = armsOf(add, plain);
    expect(whole!.changes).toBeUndefined();
    const kinds = (arm: Arm) => new Set(arm.changes!.map((one) => one.type === 'add' && one.as));
    expect(kinds(identities!)).toEqual(new Set(['identity']));
    expect(kinds(all!)).toEqual(new Set(['identity', 'projection']));
    expect(add.pairs(armsOf(add, plain)).map(({ against }) => against)).toEqual(['whole', 'whole']);
  });

  it('are refused with a sentence where the network branches', () => {
    const refusal = add.arms(subjectOf(resnet));
    expect(isRefusal(refusal) && sentenceOf(refusal)).toMatch(/branches/);
  });
});

describe('the arms of variants', () => {
  it('change one point each: initialiser, activation, norms, the kind of shortcut', () => {
    const ids = armsOf(variants, resnet).map(({ id }) => id);
    expect(ids).toEqual([
      'whole',
      ...['initialiser-he', 'initialiser-glorot', 'initialiser-normal'],
      ...['activation-relu', 'activation-tanh', 'activation-sigmoid', 'without-norms'],
      ...['shortcut-none', 'shortcut-projection', 'shortcut-gated'],
    ]);
  });

  it('leave out what the network does not have', () => {
    const ids = armsOf(variants, plain).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('shortcut'))).toEqual([]);
  });

  it('change every norm and every hidden activation, and no other layer', () => {
    const arms = armsOf(variants, resnet);
    const of = (type: string) => resnet.layers.filter(({ operation }) => operation.type === type);
    const layers = (id: string) => arms.find((arm) => arm.id === id)!.changes!.length;
    expect(layers('without-norms')).toBe(of('normalization').length);
    expect(layers('activation-tanh')).toBe(of('activation').length);
  });
});

describe('the arms of depth by an argument', () => {
  const at = (value: number, graph: NetworkGraph) => ({
    ...{ argument: 'depth', value, graph, skips: findSkips(graph) },
  });

  it('are the network at each depth, plain and with its skips, built with that argument', () => {
    const depths = [at(8, cifarResnet(8, 'B')), at(20, resnet)];
    const arms = depth.arms({ ...subjectOf(resnet), depths });
    if (isRefusal(arms)) throw new Error(arms.code);
    expect(arms.map(({ id, cut }) => [id, cut.length])).toEqual([
      ['plain-8', 3],
      ['residual-8', 0],
      ['plain-20', 9],
      ['residual-20', 0],
    ]);
    expect(arms.map((arm) => arm.arguments)).toEqual(
      [8, 8, 20, 20].map((value) => ({ depth: value })),
    );
    expect(depth.pairs(arms)).toHaveLength(4);
  });

  it('are the depths alone where the network has no skip', () => {
    const arms = depth.arms({ ...subjectOf(plain), depths: [at(1, plain), at(2, plain)] });
    if (isRefusal(arms)) throw new Error(arms.code);
    expect(arms.map(({ id }) => id)).toEqual(['plain-1', 'plain-2']);
    expect(depth.pairs(arms)).toEqual([{ arm: 'plain-2', against: 'plain-1' }]);
  });
});
