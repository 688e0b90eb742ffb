import { describe, expect, it } from 'vitest';
import {
  cellBeside,
  chainTo,
  icicleCells,
  icicleMeasures,
  icicleOf,
  type Cell,
  type Part,
} from '../../../../../webview/graph/cost/icicle';
import { readSubject } from '../../../../../webview/graph/state/subject';
import { layerId } from '../../../../../src/shared/network/network';
import { layerKey } from '../../../../../webview/graph/state/treeItems';
import { profiledReport } from '../../../../support/profiledReport';
import { plainChain, resnet } from '../../../../support/sampleReports';

const report = profiledReport(resnet(2));
const subject = readSubject(report);
const whole = icicleOf(subject, 'time')!;
const cells = icicleCells(whole, 1e-6);
const under = (parent: number): Cell[] => cells.filter((cell) => cell.parent === parent);

describe('the icicle of a step', () => {
  it('is as wide as the step itself: what no layer takes has a cell of its own', () => {
    const { untapped, loss } = report.profile.step!;
    expect(whole.value).toBeCloseTo(untapped.median, 6);
    const outside = whole.children.filter(({ key }) => key === undefined);
    expect(outside.map(({ name }) => name)).toEqual(['loss', 'outside layers']);
    expect(outside[0]!.value).toBe(loss!.median);
  });

  it('says how much of a step is scatter, where layers were slow in some steps alone', () => {
    const { step } = report.profile;
    const profile = { ...report.profile, step: { ...step!, covered: 0.98 } };
    const scattered = icicleOf(readSubject({ ...report, profile }), 'time')!;
    const [, outside, scatter] = scattered.children.filter(({ key }) => key === undefined);
    expect(scattered.value).toBeCloseTo(step!.untapped.median, 6);
    expect(outside!.value).toBeCloseTo(0.02 * step!.untapped.median, 6);
    expect(scatter!.name).toBe('scatter of the steps');
  });

  it('puts every part under the one that it is part of, the largest at the left', () => {
    for (const [at, cell] of cells.entries()) {
      const inside = under(at);
      const widths = inside.filter(({ part }) => part.key).map(({ from, to }) => to - from);
      expect(widths).toEqual([...widths].sort((a, b) => b - a));
      if (inside.length > 0) expect(inside[0]!.from).toBeCloseTo(cell.from, 9);
      for (const part of inside) {
        expect(part.depth).toBe(cell.depth + 1);
        expect(part.to).toBeLessThanOrEqual(cell.to + 1e-9);
      }
    }
    const leaves = cells.filter(({ part }) => part.layer);
    expect(leaves.length).toBe(report.network.layers.length - 1);
  });

  it('draws what is too narrow for a name as one cell that counts them', () => {
    const few = icicleCells(whole, 0.1);
    const drawn = few.filter(({ part }) => part.layer).length;
    expect(drawn).toBeLessThan(report.network.layers.length / 2);
    expect(few.some(({ part }) => /^\d+ smaller$/.test(part.name))).toBe(true);
    expect(few.every(({ from, to }) => to - from >= 0.1)).toBe(true);
  });

  it('names a cell without the path of the module that it lies in', () => {
    const part = (name: string, ...children: Part[]): Part => ({
      ...{ name, about: '', value: 1, key: layerKey(layerId(name)), children },
    });
    const block = part('stage 1', part('features.6', part('features.6.body.1')), part('pool'));
    const named = icicleCells(part('Net', part('features', block)), 1e-6);
    expect(named.map(({ label }) => label)).toEqual([
      ...['Net', 'features', 'stage 1', '6', 'body.1', 'pool'],
    ]);
  });

  it('divides the peak by the owners of its tensors, with weights and optimizer beside them', () => {
    const peak = icicleOf(subject, 'peak')!;
    const { owners, parts } = report.profile.memory!;
    const bytes = owners.reduce((sum, owner) => sum + owner.bytes, 0);
    expect(peak.value).toBe(bytes + parts.weights + parts.optimizer);
  });

  it('is absent where nothing was measured, and not where it was counted', () => {
    const untimed = readSubject(profiledReport(plainChain(4), { untimed: true }));
    const known = icicleMeasures.filter((measure) => icicleOf(untimed, measure));
    expect(known).toEqual(['peak', 'activations', 'macs', 'parameters']);
    expect(icicleMeasures.filter((one) => icicleOf(readSubject(plainChain(4)), one))).toEqual([]);
  });

  it('leads by arrow keys to parts, neighbours and back', () => {
    const child = cellBeside(cells, 0, 'ArrowDown');
    expect(cells[child]!.parent).toBe(0);
    const beside = cellBeside(cells, child, 'ArrowRight');
    expect(cells[beside]!.depth).toBe(1);
    expect(cells[beside]!.from).toBeCloseTo(cells[child]!.to, 9);
    expect(cellBeside(cells, beside, 'ArrowLeft')).toBe(child);
    expect(cellBeside(cells, beside, 'ArrowUp')).toBe(0);
    expect(cellBeside(cells, 0, 'ArrowLeft')).toBe(0);
    expect(cellBeside(cells, beside, 'x')).toBe(beside);
  });

  it('finds the way to a part from the outside in', () => {
    const leaf = cells.filter(({ part }) => part.layer).at(-1)!.part;
    const chain = chainTo(whole, leaf.key!)!;
    expect(chain[0]).toBe(whole);
    expect(chain.at(-1)!.key).toBe(leaf.key);
    for (const [at, part] of chain.slice(1).entries()) expect(chain[at]!.children).toContain(part);
  });
});
