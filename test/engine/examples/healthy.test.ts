import { describe, expect, it } from 'vitest';
import { testBackend } from '../../support/testBackend';
import { inspectExample, problems } from './inspectExample';

// The draws are the same on every backend: the second run of the suite is spared most of them.
const count = testBackend === 'wasm' ? 10 : 2;
const seeds = Array.from({ length: count }, (_, i) => i + 1);

describe('a healthy network is silent, whatever the draw of its weights and data', () => {
  it.each(['resnet20', 'densenet', 'unet', 'transformer', 'mobilenetv2'])(
    `%s, with ${count} seeds`,
    async (name) => {
      for (const seed of seeds) {
        const { findings } = await inspectExample(name, { seeds: 1, seed });
        expect({ seed, findings: problems(findings) }).toEqual({ seed, findings: [] });
      }
    },
  );
});
