import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { inspectFile } from '../examples/inspectExample';
import { gapsInWords } from '../../support/gaps';
import { savedFolder } from '../../support/savedModel';
import { testBackend } from '../../support/testBackend';

const folder = savedFolder();

beforeAll(() => openBackend(testBackend));

const layer = (class_name: string, name: string, config: object, from?: string) => ({
  class_name,
  name,
  config: { name, ...config },
  inbound_nodes: from === undefined ? [] : [[[from, 0, 0, {}]]],
});

type Saved = ReturnType<typeof layer>;
const input = (...shape: number[]): Saved =>
  layer('InputLayer', 'x', { batch_input_shape: [null, ...shape], dtype: 'float32' });

function report(...layers: readonly Saved[]) {
  const [first, last] = [layers[0], layers.at(-1)];
  const config = {
    name: 'net',
    layers,
    input_layers: [[first?.name, 0, 0]],
    output_layers: [[last?.name, 0, 0]],
  };
  const text = JSON.stringify({ class_name: 'Functional', config });
  const file = join(folder, 'model.json');
  return inspectFile({ file, site: '', text }, { steps: 3, seeds: 1, batchSize: 4 });
}

const convolution = { filters: 6, kernel_size: [3, 3], lora_rank: 2, lora_alpha: 2 };
const lookUp = { input_dim: 10, output_dim: 6, lora_rank: 2, lora_alpha: 4 };

// Totals are those that Keras 3 counts for the same layers with `enable_lora`.
describe('a layer with a low rank', () => {
  it.each([
    ['Dense', [input(8), layer('Dense', 'd', { units: 6, lora_rank: 2 }, 'x')], 82, 48],
    ['Conv2D', [input(8, 8, 3), layer('Conv2D', 'd', convolution, 'x')], 234, 162],
    ['Embedding', [input(5), layer('Embedding', 'd', lookUp, 'x')], 92, 60],
  ])('of %s learns its two matrices and not its kernel', async (_, layers, all, frozen) => {
    const { network, probe, findings, notMeasured } = await report(...layers);
    const [own] = network.layers.filter(({ name }) => name === 'd');
    expect(own?.parameters).toEqual({ trainable: all - frozen, frozen });
    const weights = probe?.layers.find(({ layer: id }) => id === 'd')?.weights ?? [];
    const names = weights.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/lora_\w+_b/)]));
    expect(names.some((name) => /(?:kernel|embeddings)$/.test(name))).toBe(false);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(gapsInWords(notMeasured).filter(({ quantity }) => quantity === 'parameters')).toEqual(
      [],
    );
  });

  it('tells that they are not counted where nothing is known of the layer', async () => {
    const config = { equation: 'abc,cd->abd', output_shape: [null, 7], lora_rank: 3 };
    const { notMeasured } = await report(input(5, 6), layer('Unknown>Mix', 'd', config, 'x'));
    const reasons = gapsInWords(notMeasured).map(({ reason }) => reason);
    expect(reasons).toContainEqual(expect.stringContaining('of rank 3'));
  });
});

describe('a spectral normalization', () => {
  const inner = (kind: string, config: object) => ({ class_name: kind, config });

  it.each([['SpectralNormalization'], ['Addons>SpectralNormalization']])(
    '(%s) counts the vector of its power iteration',
    async (kind) => {
      const conv = inner('Conv2D', { name: 'conv', filters: 6, kernel_size: [3, 3] });
      const { network, notMeasured } = await report(
        input(8, 8, 3),
        layer(kind, 'd', { layer: conv }, 'x'),
      );
      expect(network.totals).toMatchObject({ parameters: 174 });
      expect(network.layers.at(-1)?.parameters).toEqual({ trainable: 168, frozen: 6 });
      const gaps = gapsInWords(notMeasured);
      expect(gaps.filter(({ quantity }) => quantity === 'parameters')).toEqual([]);
    },
  );
});
