import { resolve } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { unfinishedReport } from '../../../src/engine/jobs/inspect/draft';
import { unfinishedOf } from '../../../src/engine/model/unfinished';
import { Failure } from '../../../src/shared/base/failures';
import { refusal } from '../../support/refusal';
import { openModel } from '../../support/openModel';

const build = async (...body: readonly string[]) => {
  const request = {
    root: resolve('.'),
    file: resolve('net.ts'),
    text: `import * as tf from '@tensorflow/tfjs';
export function net() {
  ${body.join('\n  ')}
}`,
    site: 'net',
    arguments: {},
    backend: 'auto',
    probe: null,
  } as const;
  return (await openModel(request))(1);
};

it('names both branches of an addition, their shapes and what would make them fit', async () => {
  const built = build(
    'const x = tf.input({ shape: [8, 8, 4] });',
    "const body = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', strides: 2, name: 'body' }).apply(x);",
    "const sum = tf.layers.add({ name: 'sum' }).apply([body, x]);",
    'return tf.model({ inputs: x, outputs: sum });',
  );
  expect(await refusal(built)).toMatchObject({
    code: 'model-threw',
    sentence: expect.stringMatching(
      /sum takes branches that do not fit: body gives \[\?, 4, 4, 16\], input\w* gives \[\?, 8, 8, 4\]\. Bring 8 to 4 with a stride of 2, or upsample 4 by 2 and project one branch with a 1×1 convolution \(or dense layer\) from 4 to 16 channels\.$/,
    ) as string,
    at: { file: 'net.ts', line: 5 },
    branches: [
      { name: 'body', shape: [null, 4, 4, 16], at: { file: 'net.ts', line: 4 } },
      { shape: [null, 8, 8, 4], at: { line: 3 } },
    ],
  });
});

it('calls layers that have no name of their own as the graph does', async () => {
  const built = build(
    'const x = tf.input({ shape: [8] });',
    'const y = tf.layers.reLU().apply(tf.layers.dense({ units: 4 }).apply(x));',
    'const sum = tf.layers.add().apply([y, tf.layers.dense({ units: 5 }).apply(x)]);',
    'return tf.model({ inputs: x, outputs: sum });',
  );
  expect(await refusal(built)).toMatchObject({
    sentence: expect.stringMatching(
      /Add \d+ takes branches that do not fit: ReLU \d+ gives \[\?, 4\], Dense \d+ gives \[\?, 5\]\./,
    ) as string,
  });
});

it('keeps the network up to where branches do not fit, with the layer that refused them', async () => {
  const built = build(
    'const x = tf.input({ shape: [8, 8, 4] });',
    "const conv = (x, filters, strides) => tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', strides }).apply(x);",
    'const block = (x) => {',
    '  const body = conv(conv(x, 16, 2), 16, 1);',
    '  return tf.layers.add().apply([body, x]);',
    '};',
    'return tf.model({ inputs: x, outputs: block(conv(x, 4, 1)) });',
  );
  const error: unknown = await built.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Failure);
  const report = unfinishedReport(unfinishedOf(error)!);
  expect(report.network.layers.map(({ kind }) => kind)).toEqual([
    ...['InputLayer', 'Conv2D', 'Conv2D', 'Conv2D', 'Add'],
  ]);
  const [input, first, , body, add] = report.network.layers;
  expect(add).toMatchObject({
    id: report.refused?.layer,
    inputs: [{ layer: body!.id }, { layer: first!.id }],
    source: [{ line: 7 }],
  });
  expect(report.findings).toMatchObject([
    {
      code: 'merge-shape-mismatch',
      layer: report.refused?.layer,
      evidence: {
        branches: [body!.id, first!.id],
        shapes: [
          [null, 4, 4, 16],
          [null, 8, 8, 4],
        ],
      },
    },
  ]);
  expect(input!.inputs).toEqual([]);
  expect(report.refused).toMatchObject({
    slots: [0, 1],
    fit: { slot: 1, axes: 2, channels: 16, strides: 2 },
  });
});

it('compares what is concatenated but for the axis of it', async () => {
  const built = build(
    'const x = tf.input({ shape: [8, 8, 4] });',
    "const small = tf.layers.maxPooling2d({ poolSize: 2, name: 'small' }).apply(x);",
    "const both = tf.layers.concatenate({ name: 'both' }).apply([small, x]);",
    'return tf.model({ inputs: x, outputs: both });',
  );
  expect(await refusal(built)).toMatchObject({
    sentence: expect.stringMatching(
      /both takes branches that do not fit: small gives \[\?, 4, 4, 4\], input\w* gives \[\?, 8, 8, 4\]\. Bring 8 to 4 with a stride of 2, or upsample 4 by 2\.$/,
    ) as string,
    at: { line: 5 },
  });
});

it('draws a sequential model up to a layer that takes another number of axes', async () => {
  const built = build(
    'return tf.sequential({ layers: [',
    "  tf.layers.dense({ units: 9, inputShape: [4], name: 'wide' }),",
    "  tf.layers.conv2d({ filters: 2, kernelSize: 3, name: 'conv' }),",
    '] });',
  );
  const kept = unfinishedOf(await built.catch((thrown: unknown) => thrown));
  expect(kept?.graph.layers.map(({ kind }) => kind)).toEqual(['InputLayer', 'Dense', 'Conv2D']);
  expect(unfinishedReport(kept!)).toMatchObject({
    findings: [],
    refused: { layer: kept!.refused, slots: [0] },
  });
});

it('names what comes before a layer that wants another number of axes', async () => {
  const built = build(
    'return tf.sequential({ layers: [',
    "  tf.layers.dense({ units: 9, inputShape: [4], name: 'wide' }),",
    "  tf.layers.conv2d({ filters: 2, kernelSize: 3, name: 'conv' }),",
    '] });',
  );
  expect(await refusal(built)).toMatchObject({
    sentence: expect.stringContaining(
      'conv cannot take what comes before it: wide gives [?, 9]. Reshape its input to 4 axes, the batch among them.',
    ) as string,
  });
});
