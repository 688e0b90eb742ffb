import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../../src/shared/network/network';
import type { Operation } from '../../../../src/shared/network/operation';
import { fixForFinding } from '../../../../src/shared/report/fixes';
import { findingSuggestion } from '../../../../src/shared/words/findingSuggestions';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { shapeRemedy } from '../../../../src/shared/words/shapeRemedy';
import {
  codesOf,
  findingsOf,
  graphOf,
  layer,
  messageOf,
  operations,
  skip,
  skipsOf,
} from './builders';

const { input, conv, add, concat } = operations;

describe('merge-shape-mismatch', () => {
  const merging = (operation: Operation, a: Shape, b: Shape) =>
    findingsOf(
      graphOf([
        layer('input', input),
        layer('left', conv, { inputs: ['input'], shape: a }),
        layer('right', conv, { inputs: ['input'], shape: b }),
        layer('merge', operation, { inputs: ['left', 'right'], line: 6 }),
      ]),
    );

  it('counts channels where the framework puts them', () => {
    const side = (name: string, shape: Shape) => ({
      ...layer(name, conv, { inputs: ['input'], shape }),
      channelAxis: 1,
    });
    const [finding] = findingsOf(
      graphOf([
        layer('input', input),
        side('left', [null, 16, 32, 32]),
        side('right', [null, 32, 32, 32]),
        layer('merge', add, { inputs: ['left', 'right'] }),
      ]),
    );
    expect(finding).toMatchObject({ evidence: { channelAxis: 1 } });
    expect(findingSuggestion(finding!, 'torch')).toBe(
      findingSuggestion(merging(add, [null, 32, 32, 16], [null, 32, 32, 32])[0]!, 'torch'),
    );
    expect(fixForFinding(finding!)).toMatchObject({
      shapes: [
        [null, 32, 32, 16],
        [null, 32, 32, 32],
      ],
    });
  });

  it('names both branches, both shapes and what would make them fit', () => {
    const [finding] = merging(add, [null, 32, 32, 16], [null, 32, 32, 32]);
    expect(finding).toMatchObject({
      code: 'merge-shape-mismatch',
      severity: 'error',
      layer: 'merge',
      source: { file: 'model.ts', line: 6 },
    });
    expect(messageOf(finding)).toContain('left gives 32×32×16, right gives 32×32×32');
    expect(findingSuggestion(finding!, 'tfjs')).toContain('1×1 convolution');
  });

  it('names sizes of the input that would fit where downsamplings cut some off', () => {
    const at = (extent: number) => [null, extent, extent, 8];
    const path = [222, 111, 55, 110].map((extent, i) =>
      layer(`x${i}`, i === 0 ? input : conv, {
        ...{ inputs: i === 0 ? [] : [`x${i - 1}`], shape: at(extent) },
      }),
    );
    const merge = layer('merge', concat, { inputs: ['x1', 'x3'], shape: at(111) });
    const [finding] = findingsOf(graphOf([...path, merge]));
    expect(finding).toMatchObject({ evidence: { sizes: { multiple: 4, fits: [224, 224] } } });
    expect(findingSuggestion(finding!, 'tfjs')).toBe(
      'Every side of the input must be a multiple of 4: 224×224 works, 222×222 does not. Else crop 111 to 110.',
    );
  });

  it('a broadcast is no mismatch, and an unknown extent fits everything', () => {
    expect(merging(add, [null, 32, 32, 16], [null, 1, 1, 16])).toEqual([]);
    expect(merging(add, [null, null, 16], [null, 20, 16])).toEqual([]);
    expect(merging(add, [null, 20, 16], [null, 16])).toEqual([]);
  });

  it('a body of one channel is repeated over its shortcut', () => {
    const residual = (shortcut: Shape, body: Shape) =>
      findingsOf(
        graphOf([
          layer('input', input, { shape: shortcut }),
          layer('first', conv, { inputs: ['input'], shape: shortcut }),
          layer('body', conv, { inputs: ['first'], shape: body }),
          layer('merge', add, { inputs: ['first', 'body'], shape: shortcut }),
        ]),
        undefined,
        skipsOf([{ ...skip('first>merge:0'), kind: 'identityAdd' }]),
      );
    const [finding, ...others] = residual([null, 8, 8, 16], [null, 8, 8, 1]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warning', variant: 'repeated', layer: 'merge' });
    expect(messageOf(finding)).toContain('first gives 8×8×16, body gives 8×8×1');
    expect(findingSuggestion(finding!, 'tfjs')).toContain('as many channels');
    expect(residual([null, 8, 8, 16], [null, 1, 1, 16])).toEqual([]);
    expect(residual([null, 8, 8, 1], [null, 8, 8, 1])).toEqual([]);
  });

  it('a concatenation may differ on its own axis and on no other', () => {
    expect(merging(concat, [null, 8, 8, 4], [null, 8, 8, 12])).toEqual([]);
    expect(codesOf(merging(concat, [null, 8, 8, 4], [null, 7, 7, 4]))).toEqual([
      'merge-shape-mismatch',
    ]);
  });

  const reconcile = (a: Shape, b: Shape): string => sentenceOf(shapeRemedy(a, b)!);

  it('tells stride, upsampling, crop, padding and projection apart', () => {
    expect(reconcile([null, 32, 32, 8], [null, 16, 16, 8])).toContain('stride of 2, or upsample');
    expect(reconcile([null, 66, 66, 8], [null, 64, 64, 8])).toContain('Crop 66 to 64');
    expect(reconcile([null, 64], [null, 32])).toContain('from 32 to 64 channels');
    expect(reconcile([null, 32, 32, 8], [null, 16, 16, 16])).toMatch(/stride of 2.* and project/);
    expect(reconcile([null, 4, 8], [null, 8])).toContain('ranks differ');
  });
});
