import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../../src/shared/network/network';
import type { History } from '../../../../src/shared/report/probe';
import {
  graphOf,
  messageOf,
  layer,
  operations,
  alongChain,
  chain,
  codesOf,
  evidenceOf,
  findingsOf,
  probeOf,
  weight,
  type Measured,
} from './builders';

const twelve = Array.from({ length: 12 }, (_, i) => i);
/** Each layer gets `factor` of the gradient of the layer after it; the last gets `last`. */
const fading = (factor: number, last = 1e-2) => twelve.map((i) => last * factor ** (11 - i));

describe('vanishing-gradient', () => {
  it('is none where a factor of zero opens the way to the first layers', () => {
    const opening = (first: number) =>
      Object.fromEntries(
        [1e-7, 1e-7, 1e-2, 1e-2].map((value, i) => [
          `l${i + 1}`,
          { weightGradient: [[i < 2 ? first : 1e-2, value]], activationGradient: [[1e-2, value]] },
        ]),
      );
    const codes = (first: number): string[] =>
      codesOf(findingsOf(chain(4), probeOf(opening(first), { seeds: 1, loss: [[1, 1]] })));
    expect(codes(0)).toEqual([]);
    expect(codes(1e-7)).toEqual(['vanishing-gradient']);
  });

  it('is one finding at the first layer of a chain of twelve, naming the others', () => {
    const findings = findingsOf(chain(12), probeOf(alongChain(fading(0.25))));
    expect(codesOf(findings)).toEqual(['vanishing-gradient']);
    const [finding] = findings;
    expect(finding).toMatchObject({
      layer: 'l1',
      source: { file: 'model.ts', line: 2 },
      limits: [{ value: 1e-3 }, { value: 1e-4 }, { value: 1e-7 }],
      evidence: { holdsFor: 3, seeds: 3, layers: ['l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'l7'] },
    });
    expect(evidenceOf(finding, 'firstRms')).toBeCloseTo(1e-2 * 0.25 ** 11, 12);
    expect(messageOf(finding)).toContain('RMS 1.0e-2 at the last, 2.4e-9 at l1 and 6 more layers');
  });

  it('is an error below 1e-7 and a warning above', () => {
    const severity = (factor: number) =>
      findingsOf(chain(12), probeOf(alongChain(fading(factor))))[0]?.severity;
    expect(severity(0.25)).toBe('error');
    expect(severity(0.5)).toBe('warning');
  });

  it('does not hold just above the ratio', () => {
    const factor = 1e-3 ** (1 / 11) * 1.02;
    expect(findingsOf(chain(12), probeOf(alongChain(fading(factor))))).toEqual([]);
  });

  it('does not hold where the first layer still gets more than 1e-4 though the ratio is small', () => {
    const layers = alongChain([2e-4, 1, 1, 1, 1, 1]);
    expect(findingsOf(chain(6), probeOf(layers))).toEqual([]);
  });

  it('holds where activation gradients lose decades while weight gradients are equally small', () => {
    const layers = Object.fromEntries(
      fading(0.4).map((value, i): [string, Measured] => [
        `l${i + 1}`,
        { weightGradient: 1e-6, activationGradient: value },
      ]),
    );
    const [finding] = findingsOf(chain(12), probeOf(layers));
    expect(finding).toMatchObject({ code: 'vanishing-gradient', layer: 'l1' });
    expect(finding!.limits[0]?.value).toBe(3);
    expect(evidenceOf(finding, 'decadesLost')).toBeCloseTo(11 * -Math.log10(0.4), 6);
  });

  it('does not take the mean over a large map for depth, and sees depth on both sides of one', () => {
    const map: Shape = [null, 224, 224, 8];
    const convolutions = [1, 2, 3, 4, 5].map((i) =>
      layer(`l${i}`, operations.conv, {
        inputs: [i === 1 ? 'input' : `l${i - 1}`],
        shape: map,
        line: i,
      }),
    );
    const graph = graphOf([
      layer('input', operations.input, { shape: map }),
      ...convolutions,
      layer('pool', operations.globalPool, { inputs: ['l5'] }),
      layer('l6', operations.dense, { inputs: ['pool'] }),
      layer('l7', operations.dense, { inputs: ['l6'] }),
    ]);
    const places = 224 * 224;
    // Each of `places` entries gets 1 / places of what comes in.
    const measured = (kept: number): Record<string, Measured> => ({
      ...Object.fromEntries(
        [1, 2, 3, 4, 5].map((i): [string, Measured] => [
          `l${i}`,
          { weightGradient: 1, activationGradient: kept ** (7 - i) / places },
        ]),
      ),
      pool: { gain: 1 / places },
      l6: { weightGradient: 1, activationGradient: kept },
      l7: { weightGradient: 1, activationGradient: 1 },
    });
    expect(codesOf(findingsOf(graph, probeOf(measured(0.5))))).toEqual([]);
    const [finding] = findingsOf(graph, probeOf(measured(0.25)));
    expect(finding).toMatchObject({ code: 'vanishing-gradient', layer: 'l1' });
    expect(evidenceOf(finding, 'decadesLost')).toBeCloseTo(6 * -Math.log10(0.25), 6);
  });

  it('does not take the pooling of a gate for depth: the gradient comes back past it', () => {
    const map: Shape = [null, 32, 32, 8];
    const blocks = [1, 2, 3, 4].flatMap((i) => {
      const before = i === 1 ? 'input' : `product${i - 1}`;
      return [
        layer(`conv${i}`, operations.conv, { inputs: [before], shape: map }),
        layer(`pool${i}`, operations.globalPool, { inputs: [`conv${i}`] }),
        layer(`gate${i}`, operations.dense, { inputs: [`pool${i}`] }),
        layer(
          `product${i}`,
          { type: 'merge', how: 'multiply' },
          { inputs: [`conv${i}`, `gate${i}`], shape: map },
        ),
      ];
    });
    const measured = Object.fromEntries(
      [1, 2, 3, 4].flatMap((i): [string, Measured][] => [
        [`conv${i}`, { weightGradient: 1e-2, activationGradient: 1e-2 / 32 }],
        [`pool${i}`, { gain: 1 / 1024 }],
        [`gate${i}`, { weightGradient: 1e-2, activationGradient: 1e-2 }],
      ]),
    );
    const graph = graphOf([layer('input', operations.input, { shape: map }), ...blocks]);
    expect(codesOf(findingsOf(graph, probeOf(measured)))).toEqual([]);
  });

  it('needs most of the seeds', () => {
    const vanished = 1e-9;
    const inSeeds = (first: readonly number[]) => {
      const history = (values: readonly number[]): History => values.map((value) => [value]);
      const layers = Object.fromEntries(
        ['l1', 'l2', 'l3', 'l4'].map((name, i): [string, Measured] => [
          name,
          { weightGradient: history(i === 0 ? first : [1e-2, 1e-2, 1e-2]) },
        ]),
      );
      return codesOf(findingsOf(chain(4), probeOf(layers, { steps: 1 })));
    };
    expect(inSeeds([vanished, 1e-2, 1e-2])).toEqual([]);
    expect(inSeeds([vanished, 1e-2, vanished])).toEqual(['vanishing-gradient']);
  });

  it('explains the lost updates and tiny steps of its own layers, and no others', () => {
    const layers = alongChain(fading(0.25));
    const swallowed = [weight({ lostUpdates: 1, updateRatio: 1e-9 })];
    const withWeights = Object.fromEntries(
      Object.entries(layers).map(([name, measured]) => [
        name,
        name === 'l2' || name === 'l12' ? { ...measured, weights: swallowed } : measured,
      ]),
    );
    const others = findingsOf(chain(12), probeOf(withWeights)).filter(
      ({ code }) => code !== 'vanishing-gradient',
    );
    expect(others.map(({ code, layer }) => [code, layer])).toEqual([['lost-updates', 'l12']]);
  });

  it('holds where the first gradients underflow to exactly zero, which is not called disconnected', () => {
    const values = twelve.map((i) => (i < 2 ? 0 : 1e-2 * 0.001 ** (11 - i)));
    expect(codesOf(findingsOf(chain(12), probeOf(alongChain(values))))).toEqual([
      'vanishing-gradient',
    ]);
  });

  it('is said once where two inputs meet before the first weighted layer', () => {
    const [, ...rest] = chain(12).layers;
    const inputs = ['left', 'right'].map((name) => layer(name, operations.input));
    const both = layer('both', operations.concat, { inputs: ['left', 'right'] });
    const first = layer('l1', operations.dense, { inputs: ['both'] });
    const graph = graphOf([...inputs, both, first, ...rest.slice(1)]);
    const findings = findingsOf(graph, probeOf(alongChain(fading(0.25))));
    expect(codesOf(findings)).toEqual(['vanishing-gradient']);
  });

  it('says nothing of two layers, which have no depth', () => {
    expect(findingsOf(chain(2), probeOf(alongChain([1e-9, 1])))).toEqual([]);
  });
});
