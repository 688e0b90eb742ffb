import { describe, expect, it } from 'vitest';
import { inspectExample, problems } from './inspectExample';

// `npm run healthy` tries ten draws of every healthy definition.
const seeds = [1, 2];

describe('a healthy network is silent, whatever the draw of its weights and data', () => {
  it.each(['resnet20', 'densenet', 'unet', 'transformer', 'mobilenetv2'])(
    `%s, with ${seeds.length} seeds`,
    async (name) => {
      for (const seed of seeds) {
        const { findings } = await inspectExample(name, { seeds: 1, seed });
        expect({ seed, findings: problems(findings) }).toEqual({ seed, findings: [] });
      }
    },
  );
});
