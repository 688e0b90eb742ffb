import * as tf from '@tensorflow/tfjs-core';
import { GivenTensor } from '../data/functionData';
import type { CallFunction } from '../data/readData';

async function plain(tensor: tf.Tensor): Promise<GivenTensor> {
  const { shape, dtype } = tensor;
  if (dtype === 'string' || dtype === 'complex64') return new GivenTensor(shape, dtype);
  return new GivenTensor(shape, dtype, Float32Array.from(await tensor.data()));
}

/** Calls `found` for the tensors in a value: itself, or in nested lists and objects down to a depth. */
function replaced(given: unknown, levels: number, found: (tensor: tf.Tensor) => unknown): unknown {
  if (given instanceof tf.Tensor) return found(given as tf.Tensor);
  if (levels === 0 || typeof given !== 'object' || given === null || ArrayBuffer.isView(given))
    return given;
  if (Array.isArray(given)) return given.map((each) => replaced(each, levels - 1, found));
  const entries = Object.entries(given);
  return Object.fromEntries(entries.map(([key, each]) => [key, replaced(each, levels - 1, found)]));
}

/** Inputs and targets, then the tensors of each. */
const LEVELS = 2;

/** The same functions, whose tensors of TensorFlow.js come back as numbers and are freed. */
export const withPlainTensors =
  (call: CallFunction): CallFunction =>
  async (file, name, wish) => {
    const given = await call(file, name, wish);
    const tensors = new Set<tf.Tensor>();
    replaced(given, LEVELS, (tensor) => tensors.add(tensor));
    const numbers = new Map<tf.Tensor, GivenTensor>();
    for (const tensor of tensors) numbers.set(tensor, await plain(tensor));
    tf.dispose([...tensors]);
    return replaced(given, LEVELS, (tensor) => numbers.get(tensor));
  };
