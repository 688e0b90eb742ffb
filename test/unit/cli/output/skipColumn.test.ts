import { describe, expect, it } from 'vitest';
import { drawSkips } from '../../../../src/cli/output/skipColumn';
import { layerId } from '../../../../src/shared/network/network';
import type { Skip } from '../../../../src/shared/report/report';

const layers = Array.from({ length: 7 }, (_, row) => layerId(`layer${row}`));
const skip = (from: number, to: number, particulars: Partial<Skip> = {}): Skip => ({
  id: `${from}>${to}`,
  kind: 'identityAdd',
  reach: 'short',
  from: layers[from]!,
  to: layers[to]!,
  slot: 1,
  span: 2,
  spatialChange: 'none',
  partial: false,
  ...particulars,
});
const draw = (...skips: Skip[]) => drawSkips(layers, skips).rows.map((row) => row.trimEnd());

describe('drawSkips', () => {
  it('draws nothing where there is no skip', () => {
    expect(draw()).toEqual(['', '', '', '', '', '', '']);
  });

  it('draws a skip as a bracket from its fork to its merge', () => {
    expect(draw(skip(1, 4))).toEqual(['', '╭─', '│', '│', '╰▸', '', '']);
  });

  it('puts skips that touch into one column', () => {
    expect(draw(skip(0, 3), skip(3, 6))).toEqual(['╭─', '│', '│', '├▸', '│', '│', '╰▸']);
  });

  it('gives one fork one line, however many merges it feeds', () => {
    expect(draw(skip(0, 2, { kind: 'concat' }), skip(0, 5, { kind: 'concat' }))).toEqual([
      '╭─',
      '│',
      '├▸',
      '│',
      '│',
      '╰▸',
      '',
    ]);
  });

  it('runs long skips outside of short ones and crosses what is inside', () => {
    expect(draw(skip(1, 4, { reach: 'long', kind: 'concat' }), skip(0, 2), skip(3, 5))).toEqual([
      '  ╭─',
      '╭─┼─',
      '│ ╰▸',
      '│ ╭─',
      '╰─┼▸',
      '  ╰▸',
      '',
    ]);
  });

  it('draws a dense block as one comb, with a tooth for each producer and an arrow at each merge', () => {
    const dense = [0, 1, 2, 3].flatMap((from) =>
      [4, 5, 6].map((to) => skip(from, to, { kind: 'concat' })),
    );
    expect(draw(...dense)).toEqual(['╭─', '├─', '├─', '├─', '├▸', '├▸', '╰▸']);
  });

  it('keeps a line for each fork where few interleave', () => {
    const few = [skip(0, 4, { kind: 'concat' }), skip(1, 5, { kind: 'concat' })];
    expect(draw(...few)).toEqual(['  ╭─', '╭─┼─', '│ │', '│ │', '│ ╰▸', '╰──▸', '']);
  });

  it('makes all rows equally wide', () => {
    const { rows } = drawSkips(layers, [skip(0, 6), skip(1, 5), skip(2, 4)]);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([6]));
  });

  it('draws ten columns at most and says how many skips are left out', () => {
    const many = Array.from({ length: 30 }, (_, row) => layerId(`layer${row}`));
    const nested = Array.from({ length: 14 }, (_, depth) => ({
      ...skip(0, 1),
      from: many[depth]!,
      to: many[29 - depth]!,
    }));
    expect(drawSkips(many, nested).hidden).toBe(4);
  });

  it('leaves out a skip whose ends are not shown', () => {
    expect(draw({ ...skip(0, 1), to: layerId('elsewhere') })).toEqual(['', '', '', '', '', '', '']);
  });
});
