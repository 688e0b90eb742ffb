import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { soakEngine } from '../../support/engineSoak';

const entry = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url));

// Twelve of the 200 runs of `npm run bench -- engineSoak`.
it('the engine leaves nothing, and tells a crash from too little memory, however its runs end', async () => {
  const soak = await soakEngine(entry, 12);
  expect(soak.outcomes).toEqual({
    fine: 4,
    cancelled: 4,
    'engine-crashed': 2,
    'out-of-memory': 2,
  });
  expect(soak).toMatchObject({ processes: 0, files: [] });
  expect(soak.handles).toBeLessThanOrEqual(0);
}, 300_000);
