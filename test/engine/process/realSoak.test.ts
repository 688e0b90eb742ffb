import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { soakEngine } from '../../support/engineSoak';

const entry = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url));

// Six of the 200 runs of `npm run bench -- engineSoak`.
it('the engine leaves nothing, and tells a crash from too little memory, however its runs end', async () => {
  const soak = await soakEngine(entry, 6);
  expect(soak.outcomes).toEqual({
    fine: 2,
    cancelled: 2,
    'engine-crashed': 1,
    'out-of-memory': 1,
  });
  expect(soak).toMatchObject({ processes: 0, files: [] });
  expect(soak.handles).toBeLessThanOrEqual(0);
}, 300_000);
