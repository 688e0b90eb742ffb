import { skips } from '../../src/analysis/experiments/kinds/skips';
import { planOf } from '../../src/analysis/experiments/plan';
import { summarise } from '../../src/analysis/experiments/summarise';
import type {
  Arm,
  ExperimentCell,
  ExperimentDraft,
  ExperimentName,
  ExperimentOptions,
} from '../../src/shared/experiment/experiment';

export const testOptions: ExperimentOptions = {
  ...skips.standard,
  seed: 1,
  optimizer: 'momentum',
  schedule: 'cosine',
};

/** A draft of arms without a network. */
export function draftOf(
  experiment: ExperimentName,
  arms: readonly Arm[],
  own: Partial<ExperimentOptions> = {},
): ExperimentDraft {
  const options = { ...testOptions, ...own };
  const plan = planOf(arms, options);
  return {
    experiment,
    model: { name: 'net', source: { file: 'net.ts', line: 1, column: 1 }, arguments: [] },
    runtime: {
      framework: 'tfjs',
      library: 'TensorFlow.js',
      version: '4.22.0',
      backend: 'wasm',
      device: 'cpu',
      tried: [],
    },
    options,
    data: { kind: 'synthetic', name: '' },
    ...{ arms, plan, kept: [] },
  };
}

type Numbers = ExperimentCell['numbers'];

/** The cell of an arm and a seed; without numbers it diverged. */
export const cellOf = (arm: string, seed: number, numbers: Numbers | undefined) => ({
  id: `${arm}/${seed}`,
  value: {
    ...{ arm, seed, numbers: numbers ?? {} },
    outcome: numbers ? ('done' as const) : ('diverged' as const),
    ...{ of: 'test', cpuSeconds: 1 },
  },
});

/** The result where every cell of a draft has the numbers that a function gives. */
export const resultOf = (
  draft: ExperimentDraft,
  numbers: (arm: string, seed: number) => Numbers | undefined,
) =>
  summarise(
    draft,
    draft.plan.map(({ arm, seed }) => cellOf(arm, seed, numbers(arm, seed))),
  );
