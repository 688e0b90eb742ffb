/** A definition whose arguments nothing gives but the user. */
export const mlpSource = `import * as tf from '@tensorflow/tfjs';
export function mlp(inputShape: number[], depth: number) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 4, inputShape }));
  for (let i = 1; i < depth; i++) model.add(tf.layers.dense({ units: 4 }));
  return model;
}
`;
