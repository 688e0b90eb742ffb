import type { HostOptions } from './contract';
import type { Workspace } from './workspace';

/** The context of every suite. */
export interface HostSuite {
  readonly workspace: Workspace;
  readonly options: HostOptions;
  readonly measured: Record<string, number>;
}

/** A chain of dense layers that is deep enough for a finding whose words name its depth. */
export const deepChain = (depth: number): string => `import * as tf from '@tensorflow/tfjs';
export function chain() {
  const depth = ${depth};
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 4, inputShape: [4], activation: 'relu' }));
  for (let i = 1; i < depth; i++) model.add(tf.layers.dense({ units: 4, activation: 'relu' }));
  return model;
}
`;

/** The depths that the shown findings speak of. */
export const depthsIn = (messages: readonly string[]): number[] =>
  messages.flatMap((message) => {
    const depth = /(\d+) weighted layers/.exec(message)?.[1];
    return depth === undefined ? [] : [Number(depth)];
  });
