import { describe, expect, it } from 'vitest';
import { groupId, type LayerNode } from '../../../../src/shared/network/network';
import {
  chain,
  findingsOf,
  graphOf,
  layer,
  operations,
  probeOf,
  withLoss,
  type Measured,
} from './builders';

const { dense } = operations;

describe('never-trained', () => {
  const frozen = (node: LayerNode): LayerNode => ({
    ...node,
    parameters: { trainable: 0, frozen: 64 },
  });
  const layers = chain(3).layers;
  const some = (...names: string[]) =>
    graphOf(layers.map((each) => (names.includes(each.name) ? frozen(each) : each)));
  const random: Measured = { frozenAtRandom: true };

  it('tells that everything is frozen, where the model was compiled', () => {
    const graph = some('l1', 'l2', 'l3');
    expect(withLoss(graph, undefined)).toMatchObject([
      { code: 'never-trained', variant: 'all-frozen', evidence: { parameters: 192 } },
    ]);
    expect(withLoss(graph, undefined, { origin: 'probe' })).toEqual([]);
  });

  it('tells random frozen layers before those that learn', () => {
    expect(findingsOf(some('l1'), probeOf({ l1: random }))).toMatchObject([
      { code: 'never-trained', variant: 'frozen-at-random', layer: 'l1', severity: 'warning' },
    ]);
  });

  it('only remarks on a nested model that is frozen whole: its weights may be loaded later', () => {
    const base = groupId('base');
    const groups = [{ id: base, name: 'base', parent: null, kind: 'model', repeat: 1 }] as const;
    const within = (...names: string[]) => {
      const graph = some('l1');
      const held = graph.layers.map((each) =>
        names.includes(each.name) ? { ...each, group: base } : each,
      );
      return findingsOf({ ...graph, layers: held, groups }, probeOf({ l1: random }));
    };
    expect(within('l1')).toMatchObject([{ variant: 'frozen-at-random', severity: 'info' }]);
    expect(within('l1', 'l2')).toMatchObject([{ severity: 'warning' }]);
  });

  it('leaves loaded weights alone, frozen ones behind those that learn, and layers of one’s own', () => {
    expect(findingsOf(some('l1'), probeOf({}))).toEqual([]);
    expect(findingsOf(some('l2', 'l3'), probeOf({ l2: random, l3: random }))).toEqual([]);
    const own = frozen(layer('l1', { ...dense, family: 'custom' }, { inputs: ['input'] }));
    const graph = graphOf(layers.map((each) => (each.name === 'l1' ? own : each)));
    expect(findingsOf(graph, probeOf({ l1: random }))).toEqual([]);
  });
});
