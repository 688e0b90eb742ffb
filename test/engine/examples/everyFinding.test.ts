import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProbeOptions } from '../../../src/shared/protocol/inspectRequest';
import type { Finding } from '../../../src/shared/report/report';
import { inspectFile, root } from './inspectExample';

/** Inspects a model whose layers are written here, as an unsaved editor holds them. */
async function findingsIn(
  layers: string,
  probe: Partial<ProbeOptions> = {},
): Promise<readonly Finding[]> {
  const text = `
    const tf = require('@tensorflow/tfjs');
    const dense = (units, options = {}) => tf.layers.dense({ units, ...options });
    const conv = (filters, options = {}) =>
      tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', ...options });
    class Argmax extends tf.layers.Layer {
      static className = 'Argmax';
      computeOutputShape(shape) { return shape; }
      call(inputs) { return tf.tidy(() => tf.step(inputs[0] ?? inputs)); }
    }
    class Logarithm extends tf.layers.Layer {
      static className = 'Logarithm';
      computeOutputShape(shape) { return shape; }
      call(inputs) { return tf.tidy(() => tf.log(inputs[0] ?? inputs)); }
    }
    function model() {
      ${layers}
    }
    module.exports = { model };
  `;
  const { findings } = await inspectFile(
    { file: join(root, 'unsaved.js'), site: 'model', text },
    { steps: 3, ...probe },
  );
  return findings;
}

const vector = (rest: string) => `
  const x = tf.input({ shape: [16] });
  ${rest}
  return tf.model({ inputs: x, outputs: y });`;

const image = (rest: string) => `
  const x = tf.input({ shape: [16, 16, 4] });
  ${rest}
  return tf.model({ inputs: x, outputs: y });`;

const big = `{ kernelInitializer: tf.initializers.randomNormal({ stddev: 50 }), activation: 'tanh' }`;
const deadBias = `{ activation: 'relu', biasInitializer: tf.initializers.constant({ value: -20 }) }`;

interface Case {
  readonly layers: string;
  readonly probe?: Partial<ProbeOptions>;
}

const compiled = (loss: string, rest: string) => `
  const x = tf.input({ shape: [16] });
  ${rest}
  const model = tf.model({ inputs: x, outputs: y });
  model.compile({ loss: '${loss}', optimizer: tf.train.sgd(0.01) });
  return model;`;

const cases: Record<string, Case> = {
  'output-loss-mismatch': {
    layers: compiled(
      'categoricalCrossentropy',
      `const y = dense(4, { activation: 'relu' }).apply(dense(8, { activation: 'relu' }).apply(x));`,
    ),
  },
  'non-finite': {
    layers: vector('const y = dense(1).apply(new Logarithm().apply(dense(8).apply(x)));'),
  },
  'dead-relu': {
    layers: vector(
      `const y = dense(4).apply(dense(8, ${deadBias}).apply(dense(8, { activation: 'tanh' }).apply(x)));`,
    ),
  },
  saturated: {
    layers: vector(`const y = dense(4).apply(dense(8, ${big}).apply(x));`),
  },
  'update-ratio': {
    layers: vector(`const y = dense(4).apply(dense(8, { activation: 'tanh' }).apply(x));`),
    probe: { optimizer: 'sgd', learningRate: 1e-5 },
  },
  'lost-updates': {
    layers: vector(`const y = dense(4).apply(dense(8, { activation: 'tanh' }).apply(x));`),
    probe: { optimizer: 'sgd', learningRate: 1e-9 },
  },
  disconnected: {
    layers: vector('const y = dense(4).apply(new Argmax().apply(dense(8).apply(x)));'),
  },
  'silent-body': {
    layers: vector(`
      const h = dense(16).apply(x);
      const tiny = { kernelInitializer: tf.initializers.randomNormal({ stddev: 1e-3 }) };
      const body = dense(16, { ...tiny, trainable: false });
      const y = dense(4).apply(tf.layers.add().apply([h, body.apply(h)]));`),
  },
  'idle-shortcut': {
    layers: vector(`
      const h = dense(16).apply(x);
      const large = { kernelInitializer: tf.initializers.randomNormal({ stddev: 40 }) };
      const sum = tf.layers.add().apply([h, dense(16, large).apply(h)]);
      const y = dense(4, { activation: 'softmax' }).apply(tf.layers.batchNormalization().apply(sum));`),
  },
  'deep-plain-stack': {
    layers: image(`
      let h = x;
      for (let i = 0; i < 21; i++) {
        h = tf.layers.reLU().apply(tf.layers.batchNormalization().apply(conv(4, { useBias: false }).apply(h)));
      }
      const y = h;`),
  },
  'missing-long-skip': {
    layers: image(`
      const down = conv(8, { strides: 2 }).apply(x);
      const y = conv(4).apply(tf.layers.upSampling2d({ size: [2, 2] }).apply(down));`),
  },
  'nonlinear-shortcut': {
    layers: image(`
      const h = conv(8).apply(x);
      const y = tf.layers.add().apply([tf.layers.reLU().apply(h), conv(8).apply(conv(8, { activation: 'tanh' }).apply(h))]);`),
  },
  'empty-shortcut': {
    layers: image(`
      const h = conv(8).apply(x);
      const y = tf.layers.add().apply([h, tf.layers.reLU().apply(h)]);`),
  },
  'redundant-bias': {
    layers: image('const y = tf.layers.batchNormalization().apply(conv(8).apply(x));'),
  },
};

describe('a real network made to have a finding has it', () => {
  it.each(Object.entries(cases))('%s', async (code, { layers, probe }) => {
    const findings = await findingsIn(layers, probe);
    const relevant = findings.filter(
      (finding) => finding.code === code || finding.severity !== 'info',
    );
    expect(relevant.map((finding) => finding.code)).toEqual([code]);
  });
});
