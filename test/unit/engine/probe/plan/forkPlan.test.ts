import { describe, expect, it } from 'vitest';
import { forkPlan } from '../../../../../src/engine/probe/plan/forkPlan';
import {
  layerId,
  type LayerNode,
  type NetworkGraph,
} from '../../../../../src/shared/network/network';
import type { Operation } from '../../../../../src/shared/network/operation';
import type { Skip } from '../../../../../src/shared/report/report';

const passes: Operation = { type: 'passive', effect: 'none' };
const learns: Operation = {
  type: 'transform',
  family: 'dense',
  transposed: false,
  depthwise: false,
  kernelEntries: 1,
  appliedPer: 'sample',
  activation: { linear: true, range: 'free' },
};

/** Layers as `name: inputs`; those whose names start with `d` learn. */
function graph(description: Readonly<Record<string, readonly string[]>>): NetworkGraph {
  const layers = Object.entries(description).map(([name, inputs]): LayerNode => ({
    id: layerId(name),
    name,
    kind: 'Any',
    inputs: inputs.map((layer) => ({ layer: layerId(layer), output: 0 })),
    outputShape: [[null, 1]],
    parameters: { trainable: 0, frozen: 0 },
    source: [],
    operation: name.startsWith('d') ? learns : passes,
  }));
  return { layers, groups: [], outputs: [] };
}

const skip = (from: string, to: string, slot: number): Skip => ({
  id: 'skip',
  kind: 'identityAdd',
  reach: 'short',
  from: layerId(from),
  to: layerId(to),
  slot,
  span: 1,
  spatialChange: 'none',
  partial: false,
});

describe('the edges that leave a fork are divided into', () => {
  it('the shortcut itself and the body', () => {
    const residual = graph({ x: [], d1: ['x'], d2: ['d1'], sum: ['d2', 'x'] });
    expect(forkPlan(skip('x', 'sum', 1), residual)).toEqual({
      skip: 'skip',
      from: 'x',
      shortcut: ['sum:1'],
      body: ['d1:0'],
    });
  });

  it('a projection and the body', () => {
    const projected = graph({
      x: [],
      d1: ['x'],
      d2: ['d1'],
      dProjection: ['x'],
      norm: ['dProjection'],
      sum: ['d2', 'norm'],
    });
    expect(forkPlan(skip('x', 'sum', 1), projected)).toMatchObject({
      shortcut: ['dProjection:0'],
      body: ['d1:0'],
    });
  });

  it('the carry of a highway, whose gates belong to the body', () => {
    const highway = graph({
      x: [],
      dGate: ['x'],
      dBody: ['x'],
      rest: ['dGate'],
      opened: ['dGate', 'dBody'],
      carried: ['rest', 'x'],
      sum: ['opened', 'carried'],
    });
    expect(forkPlan(skip('x', 'sum', 1), highway)).toMatchObject({
      shortcut: ['carried:1'],
      body: ['dGate:0', 'dBody:0'],
    });
  });

  it('both edges of a carry that is written as x − x·T, with and without brackets', () => {
    const start = { x: [], dGate: ['x'], dBody: ['x'], opened: ['dGate', 'dBody'] };
    const body = ['dGate:0', 'dBody:0'];
    const bracketed = graph({
      ...start,
      gated: ['x', 'dGate'],
      carried: ['x', 'gated'],
      sum: ['opened', 'carried'],
    });
    const carry = { ...skip('x', 'sum', 1), kind: 'gated' } as const;
    expect(forkPlan(carry, bracketed)).toMatchObject({ shortcut: ['gated:0', 'carried:0'], body });
    const inRow = graph({
      ...start,
      added: ['opened', 'x'],
      gated: ['x', 'dGate'],
      sum: ['added', 'gated'],
    });
    expect(forkPlan(carry, inRow)).toMatchObject({ shortcut: ['added:1', 'gated:0'], body });
  });

  it('the first edge of a chain of merges, whatever slot the folded merge counts', () => {
    const chained = graph({
      x: [],
      d1: ['x'],
      cat1: ['x', 'd1'],
      d2: ['cat1'],
      cat2: ['cat1', 'd2'],
    });
    expect(forkPlan(skip('x', 'cat2', 5), chained)).toMatchObject({ shortcut: ['cat1:0'] });
  });

  it('nothing, where the fork has no other reader or no path leads to the merge', () => {
    const line = graph({ x: [], d1: ['x'], sum: ['d1'], other: [] });
    expect(forkPlan(skip('x', 'sum', 0), line)).toBeUndefined();
    expect(forkPlan(skip('other', 'sum', 0), line)).toBeUndefined();
  });
});
