import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportText } from '../../../src/cli/output/reportText';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { inspectFile } from '../examples/inspectExample';
import { savedFolder } from '../../support/savedModel';
import { testBackend } from '../../support/testBackend';

const folder = savedFolder();
beforeAll(() => openBackend(testBackend));

const part = (className: string, config: object, ...inputs: string[]) => ({
  class_name: className,
  name: (config as { name: string }).name,
  config,
  inbound_nodes: inputs.length > 0 ? [inputs.map((name) => [name, 0, 0, {}])] : [],
});
const image = part('InputLayer', { name: 'x', batch_input_shape: [null, 8, 8, 4] });

/** The report of a functional model whose outputs are the layers that no other one takes. */
const reportOf = (...layers: readonly ReturnType<typeof part>[]) => reportWith([], ...layers);

function reportWith(manifest: readonly object[], ...layers: readonly ReturnType<typeof part>[]) {
  const taken = new Set(
    layers.flatMap(({ inbound_nodes }) => inbound_nodes.flat().map(([name]) => name)),
  );
  const outputs = layers.filter(({ name }) => !taken.has(name));
  const config = {
    layers: [image, ...layers],
    input_layers: [['x', 0, 0]],
    output_layers: outputs.map(({ name }) => [name, 0, 0]),
  };
  const text = JSON.stringify({
    modelTopology: { model_config: { class_name: 'Functional', config } },
    weightsManifest: manifest,
  });
  return inspectFile({ file: join(folder, 'model.json'), site: '', text }, null);
}

type Report = Awaited<ReturnType<typeof reportOf>>;
const shapesOf = ({ network }: Report) => network.layers.map(({ outputShape }) => outputShape[0]);
const unknown = [null, null];

it('an attention states the shape of one step, which is not that of its output', async () => {
  const attention = { name: 'mix', num_heads: 2, key_dim: 4, value_dim: 3, output_shape: [6] };
  const report = await reportOf(part('MultiHeadAttention', attention, 'x'));
  expect(shapesOf(report)).toEqual([[null, 8, 8, 4], unknown]);
  expect(report.network.totals.macs).toBeUndefined();
});

describe('behind a layer of an unknown class that may change the shape', () => {
  it('nothing is refused for a shape that nobody knows', async () => {
    const report = await reportOf(
      part('My>Resize', { name: 'resize' }, 'x'),
      part('Conv2D', { name: 'other', filters: 6, kernel_size: 3, strides: 2 }, 'x'),
      part('Concatenate', { name: 'all', axis: -1 }, 'resize', 'other'),
      part('Conv2D', { name: 'conv', filters: 5, kernel_size: 1 }, 'all'),
      part('MaxPooling2D', { name: 'pool', pool_size: 2 }, 'conv'),
      part('GlobalAveragePooling2D', { name: 'flat' }, 'pool'),
      part('Dense', { name: 'out', units: 3 }, 'flat'),
    );
    expect(shapesOf(report)).toEqual([
      [null, 8, 8, 4],
      unknown,
      [null, 3, 3, 6],
      [null, null, null, null],
      [null, null, null, 5],
      [null, null, null, 5],
      [null, 5],
      [null, 3],
    ]);
    // Pooling over all positions leaves the channels: 5 · 3 + 3.
    expect(report.network.layers.at(-1)?.parameters).toEqual({ trainable: 18, frozen: 0 });
    expect(report.network.layers[4]?.macs).toBeUndefined();
    expect(report.network.totals.macs).toBeUndefined();
    const text = reportText(report, pc.createColors(false));
    expect(text).toMatch(/at least \d+ parameters/);
    expect(text).toMatch(/^ *conv .* \?×\?×5 +\?$/m);
  });

  it('what joins tensors entry by entry has the extents of the one that is known', async () => {
    const report = await reportOf(
      part('My>Attention', { name: 'own' }, 'x'),
      part('Add', { name: 'sum' }, 'x', 'own'),
      part('Conv2D', { name: 'conv', filters: 5, kernel_size: 1 }, 'sum'),
    );
    expect(shapesOf(report).slice(2)).toEqual([
      [null, 8, 8, 4],
      [null, 8, 8, 5],
    ]);
    expect(report.network.layers.at(-1)?.parameters.trainable).toBe(25);
    expect(report.skips.merges.total).toBe(1);
  });

  it('a layer that names its shape, or takes tensors of one rank, is known as far as that goes', async () => {
    const report = await reportOf(
      part('My>Anything', { name: 'own' }, 'x'),
      part('Reshape', { name: 'reshape', target_shape: [4, 6] }, 'own'),
      part('LSTM', { name: 'lstm', units: 7 }, 'reshape'),
      part('Dense', { name: 'dense', units: 9 }, 'own'),
      part('Flatten', { name: 'flatten' }, 'own'),
      part('Lambda', { name: 'lambda', output_shape: [3, 2] }, 'own'),
    );
    const shapes = Object.fromEntries(
      report.network.layers.map(({ name, outputShape }) => [name, outputShape[0]]),
    );
    expect(shapes).toMatchObject({
      reshape: [null, 4, 6],
      lstm: [null, 7],
      dense: unknown,
      flatten: unknown,
      lambda: [null, 3, 2],
    });
  });

  it('weights are never counted for an invented input', async () => {
    const report = await reportOf(
      part('KerasLayer', { name: 'hub' }, 'x'),
      part('Dense', { name: 'dense', units: 2 }, 'hub'),
    );
    expect(report.network.totals.parameters).toBe(0);
    const text = reportText(report, pc.createColors(false));
    expect(text).toContain('parameters not known');
    expect(text).not.toMatch(/receptive field .* at dense/);
  });
});

it('weights that lie beside the model under the name of a layer are its own', async () => {
  const weights = [
    { name: 'dense/kernel', shape: [1280, 2], dtype: 'float32' },
    { name: 'dense/bias', shape: [2], dtype: 'float32' },
  ];
  writeFileSync(join(folder, 'hub.bin'), new Float32Array(2562));
  const report = await reportWith(
    [{ paths: ['hub.bin'], weights }],
    part('KerasLayer', { name: 'hub' }, 'x'),
    part('Dense', { name: 'dense', units: 2 }, 'hub'),
  );
  expect(report.network.layers.at(-1)?.parameters.trainable).toBe(2562);
  expect(reportText(report, pc.createColors(false))).toContain('at least 2,562 parameters');
});

describe('a join of an unknown kind', () => {
  it('is never said to be no skip', async () => {
    const report = await reportOf(
      part('Conv2D', { name: 'conv', filters: 4, kernel_size: 3, padding: 'same' }, 'x'),
      part('My>Fuse', { name: 'fuse' }, 'x', 'conv'),
    );
    expect(report.skips.unknownJoins).toEqual(['fuse']);
    const text = reportText(report, pc.createColors(false));
    expect(text).toContain('1 join is not known: it may be a skip connection.');
    expect(text).not.toContain('No skip connections');
  });

  it('is counted beside the skips that are known', async () => {
    const report = await reportOf(
      part('Conv2D', { name: 'conv', filters: 4, kernel_size: 3, padding: 'same' }, 'x'),
      part('Add', { name: 'sum' }, 'x', 'conv'),
      part('My>Fuse', { name: 'one' }, 'x', 'sum'),
      part('My>Fuse', { name: 'two' }, 'one', 'sum'),
    );
    expect(report.skips.merges.total).toBe(1);
    expect(reportText(report, pc.createColors(false))).toContain('2 joins are not known');
  });
});
