import { describe, expect, it } from 'vitest';
import type { LayerNode, NetworkGraph, Shape } from '../../../../src/shared/network/network';
import type { Operation } from '../../../../src/shared/network/operation';
import type { Finding, Skip } from '../../../../src/shared/report/report';
import { findFindings } from '../../../../src/analysis/findings/findFindings';
import { findingSuggestion } from '../../../../src/shared/words/findingSuggestions';
import {
  chain,
  codesOf,
  evidenceOf,
  findingsOf,
  graphOf,
  messageOf,
  layer,
  noSkips,
  operations,
  skip,
  skipsOf,
} from './builders';

const { input, dense, conv, strided, transposed, depthwise, relu, add, concat, globalPool } =
  operations;

describe('deep-plain-stack', () => {
  it('holds for 21 weighted layers in a row and not for 20', () => {
    const [finding] = findingsOf(chain(21));
    expect(finding).toMatchObject({
      code: 'deep-plain-stack',
      layer: 'l1',
      evidence: { weightedLayers: 21 },
      limits: [{ name: 'plainStack', value: 20, origin: 'he-2015' }],
      source: { file: 'model.ts', line: 2 },
    });
    expect(messageOf(finding)).toContain('degradation');
    expect(messageOf(finding)).not.toContain('vanish');
    expect(findingsOf(chain(20))).toEqual([]);
  });

  it('a skip in the middle ends the row', () => {
    const layers = [...chain(30).layers];
    const half = layers.findIndex(({ name }) => name === 'l15');
    layers.splice(half + 1, 0, layer('add', add, { inputs: ['l15', 'l13'] }));
    layers[half + 2] = layer('l16', dense, { inputs: ['add'] });
    const skips = skipsOf([skip('l13>add:1')]);
    expect(findingsOf(graphOf(layers), undefined, skips)).toEqual([]);
  });

  it('parallel branches count by the shortest, as in inception networks', () => {
    const layers: LayerNode[] = [layer('m0', input)];
    for (let i = 1; i <= 9; i++) {
      const from = [`m${i - 1}`];
      layers.push(
        layer(`a${i}`, conv, { inputs: from }),
        layer(`b${i}`, conv, { inputs: from }),
        layer(`c${i}`, conv, { inputs: [`b${i}`] }),
        layer(`d${i}`, conv, { inputs: [`c${i}`] }),
        layer(`m${i}`, concat, { inputs: [`a${i}`, `d${i}`] }),
      );
    }
    expect(findingsOf(graphOf(layers))).toEqual([]);
  });

  const cells = (join: LayerNode['operation'], count: number): NetworkGraph => {
    const layers: LayerNode[] = [layer('c0', input)];
    for (let i = 1; i <= count; i++) {
      const from = [`c${i - 1}`];
      layers.push(
        layer(`wide${i}`, conv, { inputs: from }),
        layer(`pool${i}`, relu, { inputs: from }),
        layer(`join${i}`, join, { inputs: [`wide${i}`, `pool${i}`] }),
        layer(`c${i}`, conv, { inputs: [`join${i}`] }),
      );
    }
    return graphOf(layers);
  };

  it('a branch that passes a layer by ends the row where it is joined, as in cells of PNASNet', () => {
    expect(codesOf(findingsOf(cells(add, 25)))).not.toContain('deep-plain-stack');
    expect(codesOf(findingsOf(cells(concat, 25)))).not.toContain('deep-plain-stack');
  });

  it('a factor that has layers of its own ends no row', () => {
    const gate = { type: 'merge', how: 'multiply' } as const;
    expect(codesOf(findingsOf(cells(gate, 25)))).toContain('deep-plain-stack');
  });

  it('a depthwise convolution and its pointwise one count as one layer', () => {
    const layers: LayerNode[] = [layer('p0', input)];
    for (let i = 1; i <= 14; i++) {
      layers.push(
        layer(`d${i}`, depthwise, { inputs: [`p${i - 1}`] }),
        layer(`p${i}`, conv, { inputs: [`d${i}`] }),
      );
    }
    expect(findingsOf(graphOf(layers))).toEqual([]);
  });

  it('walks a hundred thousand layers without recursion', () => {
    expect(evidenceOf(findingsOf(chain(100_000))[0], 'weightedLayers')).toBe(100_000);
  });
});

describe('missing-long-skip', () => {
  const map: Shape = [null, 16, 16, 8];
  const path = (...operationsInOrder: [Operation, Shape?][]) =>
    graphOf([
      layer('l0', input, { shape: map }),
      ...operationsInOrder.map(([operation, shape = map], i) =>
        layer(`l${i + 1}`, operation, { inputs: [`l${i}`], shape, line: 10 * (i + 1) }),
      ),
    ]);

  it('is information at the first upsampling of an encoder-decoder without long skips', () => {
    const findings = findingsOf(path([strided], [strided], [conv], [transposed], [transposed]));
    expect(findings).toMatchObject([
      {
        code: 'missing-long-skip',
        severity: 'info',
        layer: 'l4',
        evidence: { downsamplings: 2, upsamplings: 2 },
        source: { file: 'model.ts', line: 40 },
      },
    ]);
  });

  it('does not hold with a long skip, for a classifier, or for a generator that only goes up', () => {
    const autoencoder = path([strided], [conv], [transposed]);
    const long = skipsOf([skip('l0>l3:0', 'concat', 'long')]);
    expect(findingsOf(autoencoder, undefined, long)).toEqual([]);
    expect(findingsOf(path([strided], [strided], [conv]))).toEqual([]);
    expect(findingsOf(path([transposed], [transposed], [conv]))).toEqual([]);
  });

  it('names the level that lacks its long skip where others have one', () => {
    const half: Shape = [null, 8, 8, 8];
    const quarter: Shape = [null, 4, 4, 8];
    const graph = graphOf([
      layer('x', input, { shape: map }),
      layer('e1', conv, { inputs: ['x'], shape: map }),
      layer('e2', strided, { inputs: ['e1'], shape: half }),
      layer('e3', strided, { inputs: ['e2'], shape: quarter }),
      layer('d2', transposed, { inputs: ['e3'], shape: half }),
      layer('m2', concat, { inputs: ['e2', 'd2'], shape: [null, 8, 8, 16] }),
      layer('d1', transposed, { inputs: ['m2'], shape: map, line: 12 }),
      layer('m1', concat, { inputs: ['e1', 'd1'], shape: [null, 16, 16, 16] }),
    ]);
    const inner = skip('e2>m2:0', 'concat', 'long');
    const outer = skip('e1>m1:0', 'concat', 'long');
    expect(findingsOf(graph, undefined, skipsOf([inner]))).toMatchObject([
      {
        code: 'missing-long-skip',
        severity: 'info',
        layer: 'd1',
        evidence: { levels: [1] },
        source: { line: 12 },
      },
    ]);
    expect(findingsOf(graph, undefined, skipsOf([inner, outer]))).toEqual([]);
  });

  it('leaves a bottleneck alone that is a vector', () => {
    expect(
      findingsOf(path([strided], [globalPool, [null, 8]], [dense, [null, 8]], [transposed])),
    ).toEqual([]);
  });
});

describe('shortcuts', () => {
  const block = (shortcut: Operation, fork = 'l1') =>
    graphOf([
      layer('input', input),
      layer('l1', dense, { inputs: ['input'] }),
      layer('l2', dense, { inputs: ['l1'] }),
      layer('way', shortcut, { inputs: [fork], line: 8 }),
      layer('add', add, { inputs: ['l2', 'way'], line: 9 }),
    ]);
  const skips = skipsOf([skip('l1>add:1')]);

  it('nonlinear-shortcut: an activation on the shortcut, at its line', () => {
    expect(findingsOf(block(relu), undefined, skips)).toMatchObject([
      { code: 'nonlinear-shortcut', layer: 'way', source: { line: 8 } },
    ]);
  });

  it('a dropout or a batch norm on the shortcut is linear', () => {
    expect(findingsOf(block(operations.dropout), undefined, skips)).toEqual([]);
    expect(findingsOf(block(operations.batchNorm), undefined, skips)).toEqual([]);
  });

  it('empty-shortcut: a tensor added to itself past nothing that learns', () => {
    expect(findingsOf(block(relu, 'l2'), undefined, noSkips)).toMatchObject([
      { code: 'empty-shortcut', layer: 'add', source: { line: 9 } },
    ]);
  });

  it('says nothing of layers that the definition takes and nobody knows', () => {
    const subject = { graph: block(relu, 'l2'), skips: noSkips, hasGap: true } as const;
    const network = { layers: [], groups: [], totals: { layers: 0, parameters: 0 } };
    expect(findFindings({ ...subject, network })).toEqual([]);
  });

  it('a formula with a constant factor is no shortcut: x + c·x³', () => {
    const factor: Operation = { type: 'passive', effect: 'scale' };
    const graph = graphOf([
      layer('input', input),
      layer('cube', relu, { inputs: ['input'] }),
      layer('scaled', factor, { inputs: ['cube'] }),
      layer('add', add, { inputs: ['input', 'scaled'] }),
    ]);
    expect(findingsOf(graph)).toEqual([]);
  });

  it('a blend of a tensor with its mean over a window is no shortcut, as in NASNet', () => {
    const pool: Operation = { type: 'pool', global: false };
    const graph = graphOf([
      layer('input', input),
      layer('mean', pool, { inputs: ['input'] }),
      layer('add', add, { inputs: ['input', 'mean'] }),
    ]);
    expect(findingsOf(graph)).toEqual([]);
  });

  it('a real residual block is not empty', () => {
    expect(findingsOf(block(operations.dropout), undefined, skips)).toEqual([]);
  });

  it('average and maximum pooling of one map, added, are two summaries and no shortcut', () => {
    const graph = graphOf([
      layer('input', input),
      layer('mean', globalPool, { inputs: ['input'] }),
      layer('max', globalPool, { inputs: ['input'] }),
      layer('add', add, { inputs: ['mean', 'max'] }),
    ]);
    expect(findingsOf(graph)).toEqual([]);
  });
});

describe('every static advice', () => {
  const map: Shape = [null, 16, 16, 8];
  const given = (operation: Operation, inputs: string[], shape = map) => ({
    operation,
    inputs,
    shape,
  });
  const bad: Record<string, readonly [ReturnType<typeof given>[], Skip?]> = {
    'deep-plain-stack': [Array.from({ length: 21 }, (_, i) => given(conv, [`l${i}`]))],
    'missing-long-skip': [[given(strided, ['l0'], [null, 8, 8, 8]), given(transposed, ['l1'])]],
    'nonlinear-shortcut': [
      [given(conv, ['l0']), given(conv, ['l1']), given(relu, ['l1']), given(add, ['l2', 'l3'])],
      skip('l1>l4:1'),
    ],
    'empty-shortcut': [[given(conv, ['l0']), given(relu, ['l1']), given(add, ['l1', 'l2'])]],
    'merge-shape-mismatch': [
      [given(conv, ['l0']), given(conv, ['l0'], [null, 16, 16, 4]), given(add, ['l1', 'l2'])],
    ],
  };

  it.each(Object.entries(bad))('%s has a source and one thing to try', (code, [given, taken]) => {
    const layers = given.map(({ operation, ...options }, i) =>
      layer(`l${i + 1}`, operation, { ...options, line: i + 2 }),
    );
    const graph = graphOf([layer('l0', input, { shape: map }), ...layers]);
    const findings = findingsOf(graph, undefined, skipsOf(taken ? [taken] : []));
    expect(codesOf(findings)).toEqual([code]);
    const [finding] = findings as [Finding];
    const { layer: where, source } = finding;
    expect(source).toEqual(graph.layers.find(({ id }) => id === where)!.source[0]);
    expect(findingSuggestion(finding, 'tfjs')).toMatch(/^[A-Z].*\.$/);
    expect(messageOf(finding)).toMatch(/^.*[^.]\.$/);
  });
});
