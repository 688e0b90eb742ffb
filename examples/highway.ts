/**
 * Highway network (Srivastava et al. 2015) of ten layers: y = T(x)·H(x) + (1 − T(x))·x.
 * The transform gate T starts nearly closed (bias −2), so that the input passes through at first.
 */
import * as tf from '@tensorflow/tfjs';

/** The carry gate 1 − T, which tf.layers has no layer for. */
class OneMinus extends tf.layers.Layer {
  static readonly className = 'OneMinus';

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const gate = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.sub(1, gate);
  }
}
tf.serialization.registerClass(OneMinus);

function highwayLayer(x: tf.SymbolicTensor, units: number): tf.SymbolicTensor {
  const transform = tf.layers.dense({ units, activation: 'relu' }).apply(x) as tf.SymbolicTensor;
  const gate = tf.layers
    .dense({
      units,
      activation: 'sigmoid',
      biasInitializer: tf.initializers.constant({ value: -2 }),
    })
    .apply(x) as tf.SymbolicTensor;
  const carry = new OneMinus().apply(gate) as tf.SymbolicTensor;
  return tf.layers
    .add()
    .apply([
      tf.layers.multiply().apply([gate, transform]) as tf.SymbolicTensor,
      tf.layers.multiply().apply([carry, x]) as tf.SymbolicTensor,
    ]) as tf.SymbolicTensor;
}

export function highway(numFeatures = 32, numClasses = 10, depth = 10): tf.LayersModel {
  const features = tf.input({ shape: [numFeatures] });
  let x = tf.layers.dense({ units: 48, activation: 'relu' }).apply(features) as tf.SymbolicTensor;
  for (let i = 0; i < depth; i++) x = highwayLayer(x, 48);
  const classes = tf.layers.dense({ units: numClasses, activation: 'softmax' }).apply(x);
  return tf.model({ inputs: features, outputs: classes as tf.SymbolicTensor, name: 'highway' });
}
