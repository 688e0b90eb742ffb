import path from 'node:path';
import { experiment } from '../../src/engine/jobs/experiment/experiment';
import { summarise, type FinishedCell } from '../../src/analysis/experiments/summarise';
import type {
  ExperimentSettings,
  ExperimentRequest,
} from '../../src/shared/protocol/experimentRequest';
import { standardProbe } from '../../src/shared/protocol/inspectRequest';
import { silentJob } from './silentJob';
import { testBackend } from './testBackend';

/** A residual network of dense layers with batch norm, as small as it can be trained. */
export const residualMlp = `import * as tf from '@tensorflow/tfjs';
export function net(blocks = 4, width = 8, features = 6) {
  let made = 0;
  const named = (make, options = {}) => make({ ...options, name: 'layer' + made++ });
  const relu = (x) => named(tf.layers.reLU).apply(x);
  const norm = (x) => named(tf.layers.batchNormalization).apply(x);
  const dense = (x, units) =>
    norm(named(tf.layers.dense, { units, useBias: false, kernelInitializer: 'heNormal' }).apply(x));
  const input = tf.input({ shape: [features], name: 'input' });
  let x = relu(dense(input, width));
  for (let i = 0; i < blocks; i++) {
    const body = dense(relu(dense(x, width)), width);
    x = relu(named(tf.layers.add).apply([body, x]));
  }
  const out = named(tf.layers.dense, { units: 4, activation: 'softmax' }).apply(x);
  return tf.model({ inputs: input, outputs: out });
}
`;

export type Asked = Partial<ExperimentRequest> & { readonly settings: ExperimentSettings };

/** A request for an experiment on a source text. */
export function experimentRequest({ settings, ...more }: Asked): ExperimentRequest {
  const root = process.cwd();
  return {
    ...{ root, file: path.join(root, 'net.ts'), site: '', text: residualMlp, arguments: {} },
    ...{ backend: testBackend, probe: { ...standardProbe }, experiment: settings },
    ...more,
  };
}

/** Runs an experiment in this process, on cells of an earlier run where there are some. */
export async function experimentHere(asked: Asked, kept: readonly FinishedCell[] = []) {
  const cells: FinishedCell[] = [];
  const context = {
    ...silentJob,
    cells: kept,
    cell: (cell: FinishedCell) => {
      cells.push(cell);
      return Promise.resolve();
    },
  };
  const draft = await experiment(experimentRequest(asked), context);
  return { draft, cells, result: summarise(draft, cells) };
}
