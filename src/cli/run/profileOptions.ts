import { standardProfile, type ProfileSettings } from '../../shared/protocol/profileRequest';
import type { Budget } from '../../shared/report/budget';
import { bytesIn, readBudget } from '../../shared/report/budgetText';
import { text, usage, type Flags, type Values } from '../terminal/flags';
import { natural, readRunOptions, trainingFlags, type RunOptions } from './runOptions';

/** One profile as the command line asks for it. */
export interface ProfileOptionsHere {
  readonly target: string;
  readonly run: RunOptions;
  readonly settings: ProfileSettings;
  /** Bytes that a step may take: which batch fits. */
  readonly memoryBytes?: number;
  readonly budget: Budget;
  readonly outputs: {
    readonly json?: string;
    readonly csv?: string;
    readonly markdown?: string;
    readonly html?: string;
  };
}

export const profileFlags: Flags = {
  ...trainingFlags,
  warmup: { type: 'string' },
  batches: { type: 'string' },
  budget: { type: 'string' },
  json: { type: 'string' },
  csv: { type: 'string' },
  markdown: { type: 'string' },
  html: { type: 'string' },
};

const withoutFlag = (values: Values, flag: string): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== flag));

function readMemory(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const bytes = bytesIn(given);
  if (bytes === undefined) throw usage(`--memory takes a size such as 8GB, and got ${given}.`);
  return bytes;
}

function readBatches(given: string | undefined): number[] | undefined {
  const sizes = given?.split(',').map(Number);
  if (sizes?.every((size) => Number.isInteger(size) && size > 0) === false)
    throw usage(`--batches takes sizes such as 8,16,32, and got ${given ?? ''}.`);
  return sizes;
}

function readBudgetFlag(given: string | undefined): Budget {
  const parts = given?.split(',').map((part): [string, string] => {
    const [name = '', value = ''] = part.split('=', 2);
    return [name, value];
  });
  const budget = readBudget(Object.fromEntries(parts ?? []));
  if ('wrong' in budget)
    throw usage(
      `--budget takes params=5M,macs=300M,step=20ms,peak=2GB or some of them, and got ${budget.wrong}.`,
    );
  return budget;
}

/** Reads `FILE[#NAME]` and its flags. Throws a `usage` failure for what does not fit. */
export function readProfile(operands: readonly string[], values: Values): ProfileOptionsHere {
  const [target, ...more] = operands;
  if (target === undefined) throw usage('FILE[#NAME] is missing.');
  if (more.length > 0) throw usage(`profile takes one FILE, and got ${operands.join(' ')}.`);
  // The size that a step may take on a device is no limit of the engine.
  const run = readRunOptions(withoutFlag(values, 'memory'));
  const memoryBytes = readMemory(text(values, 'memory'));
  const batchSizes = readBatches(text(values, 'batches'));
  const { steps, warmup, batchSize, seed } = standardProfile;
  const outputs = (['json', 'csv', 'markdown', 'html'] as const).flatMap((flag) => {
    const file = text(values, flag);
    return file === undefined ? [] : [[flag, file] as const];
  });
  return {
    target,
    run,
    settings: {
      steps: natural(values, 'steps') ?? steps,
      warmup: natural(values, 'warmup') ?? warmup,
      batchSize: natural(values, 'batch') ?? batchSize,
      seed: run.probe?.seed ?? seed,
      ...(batchSizes && { batchSizes }),
    },
    ...(memoryBytes !== undefined && { memoryBytes }),
    budget: readBudgetFlag(text(values, 'budget')),
    outputs: Object.fromEntries(outputs),
  };
}
