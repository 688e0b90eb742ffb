import type { serialization } from '@tensorflow/tfjs-core';

/** A layer of ours that computes what a saved one computes, as the framework makes it. */
export interface Runnable {
  readonly class_name: string;
  readonly config: serialization.ConfigDict;
}
