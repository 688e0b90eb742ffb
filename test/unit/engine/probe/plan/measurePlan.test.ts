import { expect, it } from 'vitest';
import { findSkips } from '../../../../../src/analysis/skips/findSkips';
import { measurePlan } from '../../../../../src/engine/probe/plan/measurePlan';
import { layerId } from '../../../../../src/shared/network/network';
import { thresholdsWith } from '../../../../../src/shared/report/thresholds';
import { describedAs } from '../../../../support/fakeTrainer';
import { NetworkBuilder } from '../../../../support/networkBuilder';

/** A residual block behind a table, with two outputs, one of which others read too. */
function network() {
  const n = new NetworkBuilder();
  const stem = n.flatten(n.embedding(n.tokens(3), 2));
  const sum = n.add(stem, n.dense(stem, 6));
  return n.graph(sum, n.dense(sum, 2));
}

const limits = thresholdsWith({ deadInputs: 0.9, flatSlope: 0.01 });
const graph = network();
const nonlinearities = new Map([
  [layerId('dense1'), 'rectifier'],
  [layerId('dense2'), 'tanh'],
] as const);
const plan = measurePlan(describedAs(graph, { nonlinearities }), findSkips(graph), limits);

it('taps outputs with several readers, and those that the loss reads', () => {
  expect(plan.tappedOutputs).toEqual(new Set(['reshape1:0', 'add1:0', 'dense2:0']));
});

it('ties sources to the backward pass, and no input of tokens', () => {
  expect(plan.roots).toEqual(new Set(['embedding1']));
});

it('holds the edges of a fork until both sides came back', () => {
  expect([...plan.held]).toEqual([
    ['add1:0', 'reshape1'],
    ['dense1:0', 'reshape1'],
  ]);
  expect([...plan.forks.keys()]).toEqual(['reshape1']);
});

it('watches units by the limit of their curve', () => {
  expect(plan.watched).toEqual(
    new Map([
      ['dense1', { curve: 'rectifier', limit: 0.9 }],
      ['dense2', { curve: 'tanh', limit: 0.01 }],
    ]),
  );
});
