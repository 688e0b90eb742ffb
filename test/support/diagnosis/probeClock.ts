import type { Frontend } from '../../../src/engine/model/frontend';
import type { OpenedModel } from '../../../src/engine/model/openedModel';
import type { Subject } from '../../../src/engine/model/subject';
import type { Trainer } from '../../../src/engine/model/trainer';

/** Milliseconds that trainers spent in training steps, and in the passes behind them. */
export interface ProbeClock {
  steps: number;
  passes: number;
}

/** The same object with some of its members in place of its own. */
const withMembers = <T extends object>(object: T, members: Partial<T>): T =>
  Object.assign(Object.create(object) as T, members);

async function timed<T>(clock: ProbeClock, name: keyof ProbeClock, run: () => Promise<T>) {
  const began = performance.now();
  try {
    return await run();
  } finally {
    clock[name] += performance.now() - began;
  }
}

const clocked = (trainer: Trainer, clock: ProbeClock): Trainer =>
  withMembers(trainer, {
    step: (batch, plan) => timed(clock, 'steps', () => trainer.step(batch, plan)),
    passes: (batch, plan) => timed(clock, 'passes', () => trainer.passes(batch, plan)),
  });

const clockedModel = (model: OpenedModel, clock: ProbeClock): OpenedModel =>
  withMembers(model, {
    start: async (seed, setup) => clocked(await model.start(seed, setup), clock),
  });

/** Frontends whose trainers are clocked. */
export const clockedFrontends = (
  frontends: readonly Frontend<Subject>[],
  clock: ProbeClock,
): Frontend<Subject>[] =>
  frontends.map((frontend) =>
    withMembers(frontend, {
      open: async (subject, seed) => clockedModel(await frontend.open(subject, seed), clock),
    }),
  );
