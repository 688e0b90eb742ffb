import { describe, expect, it } from 'vitest';
import {
  counted,
  formatBigCount,
  formatBytes,
  formatCount,
  formatGradient,
  formatMagnitude,
  formatMilliseconds,
  formatShape,
  formatShapes,
  formatShare,
  gradientLevel,
  notMeasured,
  shortName,
} from '../../../src/shared/words/format';

describe('format', () => {
  it('writes gradients with two digits and a short exponent', () => {
    const written = [0.00314, 1, 12.34, 9.96e-5, -2e-3].map(formatGradient);
    expect(written).toEqual(['3.1e-3', '1.0e0', '1.2e1', '1.0e-4', '-2.0e-3']);
  });
  it('tells an exact zero from an absent number', () => {
    expect([formatGradient(0), formatGradient(undefined)]).toEqual(['0', notMeasured()]);
    expect([formatShare(0), formatShare(undefined)]).toEqual(['0 %', notMeasured()]);
    expect([gradientLevel(0), gradientLevel(undefined)]).toEqual([0, undefined]);
  });
  it('separates thousands whatever the locale', () => {
    expect([0, 999, 1000, 274_442, 1_234_567].map(formatCount)).toEqual([
      '0',
      '999',
      '1,000',
      '274,442',
      '1,234,567',
    ]);
  });
  it('shortens integers of any number of digits', () => {
    const written = ['0', '512', '134217728', '1048576000', '9999999999', '1'.padEnd(2000, '0')];
    expect(written.map(formatBigCount)).toEqual([
      '0',
      '512',
      '134,217,728',
      '1.0e9',
      '1.0e10',
      '1.0e1999',
    ]);
  });
  it('counts one thing and many', () => {
    expect([counted(1, 'seed'), counted(0, 'seed'), counted(1200, 'layer')]).toEqual([
      '1 seed',
      '0 seeds',
      '1,200 layers',
    ]);
  });
  it('scales bytes by 1024 and operations by 1000', () => {
    expect([512, 65_536, 5 * 1024 ** 3].map(formatBytes)).toEqual([
      '512 B',
      '64.0 KiB',
      '5.00 GiB',
    ]);
    expect([40, 442_368, 82e6].map(formatMagnitude)).toEqual(['40', '442 k', '82.0 M']);
  });
  it('writes shapes without the batch', () => {
    expect([[null, 32, 32, 16], [null, null, 8], [null]].map(formatShape)).toEqual([
      '32×32×16',
      '?×8',
      'scalar',
    ]);
  });

  it('of several outputs stand side by side, and alike ones are counted', () => {
    expect(
      formatShapes([
        [null, 10],
        [null, 20, 4],
      ]),
    ).toBe('10, 20×4');
    expect(formatShapes(Array(4).fill([null, 32, 56]))).toBe('4 of 32×56');
  });
  it('calls a layer by its given name, and a nameless one by kind and number', () => {
    const layers = [
      { name: 'stem', kind: 'Conv2D' },
      { name: 'batch_normalization_BatchNormalization12', kind: 'BatchNormalization' },
      { name: 'my_Conv2D_layer', kind: 'Conv2D' },
    ];
    expect(layers.map(shortName)).toEqual(['stem', 'BatchNormalization 12', 'my_Conv2D_layer']);
  });
  it('never rounds a small share to nothing or a large one to all', () => {
    expect([0.66, 0.002, 0.998, 1].map(formatShare)).toEqual(['66 %', '<1 %', '>99 %', '100 %']);
  });
  it('writes durations in the unit that reads best', () => {
    expect([41.6, 1234].map(formatMilliseconds)).toEqual(['42 ms', '1.2 s']);
  });
  it('places gradients on one fixed log scale and keeps outliers at its ends', () => {
    expect([1e-12, 1e-8, 1e-4, 1, 50].map(gradientLevel)).toEqual([0, 0, 0.5, 1, 1]);
  });
});
