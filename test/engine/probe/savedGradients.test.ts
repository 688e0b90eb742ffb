import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/shared/report/report';
import { inspectFile } from '../examples/inspectExample';

interface Norm {
  readonly l2: number;
  readonly maxAbs?: number;
}
/** Float64 results of PyTorch's autograd, or Keras's, for a saved model, its weights and its data. */
interface Expected {
  readonly loss: { readonly name: string; readonly value: number };
  readonly batchSize: number;
  /** By `layer/name`, or `layer/position` among the weights of the layer. */
  readonly weightGradients: readonly (Norm & { readonly weight: string })[];
  readonly edgeGradients: readonly (Norm & { readonly source: string; readonly target: string })[];
}

const folder = 'test/fixtures/savedGradients';
const LOSS = 1e-5;
const RELATIVE = 1e-4;

async function probed(name: string, { batchSize, loss }: Expected): Promise<Report> {
  const at = (file: string): string => path.resolve(folder, name, file);
  const data = { inputs: at('x.npy'), targets: at('y.npy') };
  const probe = { steps: 1, seeds: 1, batchSize, seed: 1, loss: loss.name, data };
  const file = ['model.json', 'model.keras'].map(at).find((path) => existsSync(path)) ?? '';
  return inspectFile({ file, site: '' }, probe);
}

const isClose = (measured: number | undefined, expected: number, relative: number): boolean =>
  Math.abs((measured ?? NaN) - expected) <= relative * Math.abs(expected) + 1e-9;

const cases = readdirSync(folder).filter((name) => !name.includes('.'));

describe.each(cases)('%s, probed as saved, agrees with float64', (name) => {
  const expected = JSON.parse(
    readFileSync(path.join(folder, name, 'expected.json'), 'utf8'),
  ) as Expected;

  it('in loss, weight gradients and edges', async () => {
    const { probe } = await probed(name, expected);
    const weights = probe!.layers.flatMap(({ layer, weights }) =>
      weights.flatMap(({ name, gradient }, at) =>
        [name, at].map((key) => [`${layer}/${key}`, gradient] as const),
      ),
    );
    const edges = probe!.edges.map(({ from, to, ...norms }) => [`${from}→${to}`, norms] as const);
    const measured = new Map<string, Norm | undefined>([...weights, ...edges] as never);
    const wanted = [
      ...expected.weightGradients.map((each) => ({ what: each.weight, ...each })),
      ...expected.edgeGradients.map((each) => ({ what: `${each.source}→${each.target}`, ...each })),
    ];
    expect(isClose(probe!.loss.values[0]![0]!, expected.loss.value, LOSS)).toBe(true);
    const wrong = wanted.filter(
      ({ what, l2, maxAbs }) =>
        (l2 > 0 && !isClose(measured.get(what)?.l2, l2, RELATIVE)) ||
        (maxAbs !== undefined && !isClose(measured.get(what)?.maxAbs, maxAbs, RELATIVE)),
    );
    expect(wrong.map(({ what, l2 }) => [what, l2, measured.get(what)?.l2])).toEqual([]);
  });
});
