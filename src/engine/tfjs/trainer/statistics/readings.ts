import * as tf from '@tensorflow/tfjs-core';
import { deviceReductions } from './deviceReductions';
import { heapReductions } from './heapReductions';
import type { Reductions } from './reductions';

/** Numbers that are known once the readings were collected. */
export interface Reading {
  readonly values: readonly number[];
}

class Deferred implements Reading {
  values: readonly number[] = [];
  constructor(readonly tensor: tf.Tensor1D) {}
}

/** Takes statistics during a step; `collect` brings all that are still on the device in one transfer. */
export interface Readings {
  readonly take: Reductions<Reading>;
  collect(): Promise<void>;
}

/** Makes immediate readings if the backend's memory is accessible, and deferred ones elsewhere. */
export function openReadings(): Readings {
  const heap = heapReductions();
  return heap ? { take: mapped(heap, known), collect: () => Promise.resolve() } : onDevice();
}

const known = (values: readonly number[]): Reading => ({ values });

function mapped<R>(reductions: Reductions<R>, wrap: (result: R) => Reading): Reductions<Reading> {
  return {
    value: (x) => wrap(reductions.value(x)),
    values: (x, unitAxis) => wrap(reductions.values(x, unitAxis)),
    gradient: (dy) => wrap(reductions.gradient(dy)),
    steps: (dy, axis) => wrap(reductions.steps(dy, axis)),
    weight: (gradient) => wrap(reductions.weight(gradient)),
    histogram: (x) => wrap(reductions.histogram(x)),
    activation: (y, watch) => wrap(reductions.activation(y, watch)),
    update: (each) => wrap(reductions.update(each)),
    fork: (gradients) => wrap(reductions.fork(gradients)),
  };
}

function onDevice(): Readings {
  const waiting: Deferred[] = [];
  const defer = (tensor: tf.Tensor1D): Reading => {
    const reading = new Deferred(tensor);
    waiting.push(reading);
    return reading;
  };
  return { take: mapped(deviceReductions, defer), collect: () => bring(waiting.splice(0)) };
}

async function bring(waiting: readonly Deferred[]): Promise<void> {
  if (waiting.length === 0) return;
  const all = tf.concat(waiting.map(({ tensor }) => tensor));
  const numbers = await all.data();
  let start = 0;
  for (const reading of waiting) {
    reading.values = [...numbers.subarray(start, start + reading.tensor.size)];
    start += reading.tensor.size;
    reading.tensor.dispose();
  }
  all.dispose();
}
