import { findSites } from '../detection/findSites';

/** A definition with what most have: imports, types, a helper, a loop and calls one after the other. */
const definition = `
import * as tf from '@tensorflow/tfjs';
const width = { small: 16, large: [32, 64] };
function block(x: tf.SymbolicTensor, filters = width.small): tf.SymbolicTensor {
  const body = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  return tf.layers.add().apply([x, body]) as tf.SymbolicTensor;
}
export function network(inputShape: tf.Shape = [32, 32, 16], numClasses = 10): tf.LayersModel {
  const input = tf.input({ shape: inputShape });
  let x = input;
  for (let i = 0; i < 3; i++) x = i % 2 === 0 ? block(x) : block(x, width.small);
  const head = tf.layers.dense({ units: numClasses, name: \`out\${numClasses}\` });
  return tf.model({ inputs: input, outputs: head.apply(x) as tf.SymbolicTensor });
}
`;

/** Lets the parser run once while nobody waits: the first text takes twice as long as any later one. No code of anybody runs. */
export function rehearse(): void {
  findSites(definition, 'rehearsal.ts');
}
