import { completeCells } from '../../../../src/engine/jobs/kinds/cells';
import type { EngineJob } from '../../../../src/engine/jobs/kinds/job';
import type { Cell } from '../../../../src/shared/protocol/job';
import { primes as kind, type CountPrimes } from './kind';

const SIZE = 100;
const isPrime = (n: number): boolean =>
  n > 1 && Array.from({ length: n - 2 }, (_, i) => i + 2).every((divisor) => n % divisor !== 0);

/** The count of one cell, which it names on stdout. */
async function count(id: string, { waitBefore }: CountPrimes): Promise<number> {
  if (id === waitBefore) await new Promise(() => undefined);
  console.log(`computes ${id};`);
  return Array.from({ length: SIZE }, (_, i) => Number(id) + i).filter(isPrime).length;
}

export const primes: EngineJob<CountPrimes, never, Cell<number>, number> = {
  accepts: kind.isJob,
  async run(job, context) {
    const plan = Array.from({ length: job.below / SIZE }, (_, i) => String(i * SIZE));
    const counts = await completeCells(plan, (id) => count(id, job), context);
    return counts.reduce((sum, each) => sum + each, 0);
  },
};
