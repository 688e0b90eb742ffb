import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { EngineClient } from '../../../src/engineClient/engineClient';
import { jobKinds } from '../../../src/shared/protocol/jobs';
import { toFailureInfo } from '../../../src/shared/base/failures';
import type { JobOf } from '../../../src/shared/protocol/job';
import type { ProductKinds } from '../../../src/shared/protocol/jobs';
import { childProcesses, eventually } from '../../support/processes';

const entry = fileURLToPath(new URL('./fakeEngine.mjs', import.meta.url));
const ask = (site: string): JobOf<ProductKinds, 'inspect'> => ({
  kind: 'inspect',
  root: '/',
  file: '/model.ts',
  site,
  arguments: {},
  backend: 'auto',
  probe: null,
});
const RUNS = 24;

/** Names of what keeps this process alive or holds a handle, such as pipes and children. */
const handles = (): readonly string[] => process.getActiveResourcesInfo();

/** Every third run is cancelled in a loop, every third crashes. */
async function runOnce(client: EngineClient<ProductKinds>, index: number): Promise<string> {
  const stop = new AbortController();
  const site = ['fine', 'loop', 'crash'][index % 3]!;
  const listen = {
    progress: ({ stage }: { stage: string }) => {
      if (site === 'loop' && stage === 'building model') stop.abort();
    },
  };
  try {
    return (await client.run(ask(site), listen, stop.signal)).model.name;
  } catch (error) {
    return toFailureInfo(error).code;
  }
}

it('leaves no process and no handle after 24 runs, a third cancelled and a third crashing', async () => {
  const before = handles();
  const client = new EngineClient(
    { entry, log: () => undefined, deadlineSeconds: 60, memoryMegabytes: 512 },
    jobKinds,
  );
  client.warm();
  const outcomes = new Map<string, number>();
  for (let run = 0; run < RUNS; run++) {
    const outcome = await runOnce(client, run);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect(Object.fromEntries(outcomes)).toEqual({ fine: 8, cancelled: 8, 'engine-crashed': 8 });
  client.dispose();
  await eventually('no engine is left', () => childProcesses().length === 0);
  await eventually('the handles are closed', () => handles().length <= before.length);
}, 600_000);
