/** Sentiment of a text from two stacked LSTM layers (Hochreiter & Schmidhuber 1997). No skips. */
import * as tf from '@tensorflow/tfjs';

export function createLstmClassifier(vocabSize = 500, maxLength = 20): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.embedding({ inputDim: vocabSize, outputDim: 16, inputLength: maxLength }));
  model.add(tf.layers.lstm({ units: 16, returnSequences: true }));
  model.add(tf.layers.lstm({ units: 16 }));
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}
