import type { RandomNetwork, Values } from './randomNetwork';

const stored = ({ shape, values }: Values): { shape: readonly number[]; float32: string } => ({
  shape,
  float32: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
});

/** A network with its weights and data on one line of JSON, as `reference.py` reads it. */
export function described({ seed, inputs, layers, outputs }: RandomNetwork): string {
  return JSON.stringify({
    seed,
    inputs: inputs.map(({ values, ...rest }) => ({ ...rest, values: stored(values) })),
    layers: layers.map(({ name, kind, config, inbound, weights }) => ({
      ...{ name, kind, config, inbound },
      // Statistics that move along are no part of a training step.
      weights: (kind === 'batchNormalization' ? weights.slice(0, 2) : weights).map(stored),
    })),
    outputs: outputs.map(({ target, ...rest }) => ({ ...rest, target: stored(target) })),
  });
}
