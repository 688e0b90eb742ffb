import { findSkips } from '../../../analysis/skips/findSkips';
import { thresholdsWith } from '../../../shared/report/thresholds';
import { rehearseMentions } from '../../frontends/javascript/arguments/mentions';
import { draftReport } from './draft';
import { frontendFor } from './frontends';
import type { Subject } from '../../model/subject';

/**
 * A typical definition: imports, types, helpers, loops, and the most common layers. Each layer has a given
 * name: the numbers in generated names are left to the user's layers.
 */
const definition = `
import * as tf from '@tensorflow/tfjs';
const widths = { small: 4, large: [8] };
let made = 0;
const name = () => \`skipscope/rehearsal/\${made++}\`;
function conv(x: tf.SymbolicTensor, filters: number, strides = 1): tf.SymbolicTensor {
  const config = { filters, kernelSize: 3, strides, padding: 'same' as const, useBias: false };
  return tf.layers.conv2d({ ...config, kernelInitializer: 'heNormal', name: name() }).apply(x) as tf.SymbolicTensor;
}
function block(x: tf.SymbolicTensor, filters = widths.small, strides = 1): tf.SymbolicTensor {
  let body = tf.layers.batchNormalization({ name: name() }).apply(conv(x, filters, strides)) as tf.SymbolicTensor;
  body = tf.layers.activation({ activation: 'relu', name: name() }).apply(body) as tf.SymbolicTensor;
  const shortcut = strides === 1 ? x : conv(x, filters, strides);
  return tf.layers.add({ name: name() }).apply([body, shortcut]) as tf.SymbolicTensor;
}
export function network(inputShape: tf.Shape = [8, 8, 4], numClasses = 10): tf.LayersModel {
  const input = tf.input({ shape: inputShape, name: name() });
  let x = input;
  for (const [stage, filters] of [widths.small, ...widths.large].entries()) {
    for (let i = 0; i < 2; i++) x = block(x, filters, stage > 0 && i === 0 ? 2 : 1);
  }
  x = tf.layers.globalAveragePooling2d({ name: name() }).apply(x) as tf.SymbolicTensor;
  const head = tf.layers.dense({ units: numClasses, activation: 'softmax', name: name() });
  return tf.model({ inputs: input, outputs: head.apply(x) as tf.SymbolicTensor, name: name() });
}
`;

const subject: Subject = {
  root: '/rehearsal',
  file: '/rehearsal/network.ts',
  content: definition,
  site: 'network',
  arguments: {},
};

/**
 * Builds and reads a small definition of ours while nobody waits: code that runs for the first time is
 * several times slower. Goes through the files of a folder as a search for callers does. Runs no user code and
 * leaves only warm code behind.
 */
export async function rehearse(folder: string | null): Promise<void> {
  if (folder !== null) rehearseMentions(folder);
  const model = await frontendFor(subject).open(subject, 0);
  try {
    const { description: first, runtime } = model;
    const skips = findSkips(first.graph);
    draftReport({ first, runtime, skips, losses: [], probing: true, limits: thresholdsWith({}) });
  } finally {
    model.dispose();
  }
}
