import { describe, expect, it } from 'vitest';
import type { ExperimentOffer } from '../../../../src/shared/experiment/offer';
import { readCommandLine } from '../../../../src/cli/commandLine';
import { experimentFlags } from '../../../../src/cli/run/experimentOptions';
import { experimentCommand } from '../../../../src/export/experimentCommand';
import { experimentNames } from '../../../../src/shared/experiment/experiment';
import { experimentSettings } from '../../../../src/shared/protocol/experimentRequest';
import {
  depthsOf,
  fields,
  hasField,
  planOf,
  settingsOf,
} from '../../../../webview/experiments/state/parameters';
import { testOptions } from '../../../support/experimentCells';

const offer = (seconds: number, steps = 100): ExperimentOffer => ({
  experiment: 'skips',
  cost: {
    options: { ...testOptions, steps, seeds: 8 },
    arms: ['whole', 'without-all', 'without a', 'without b'],
    mainArms: ['whole', 'without-all'],
    estimate: { cells: 32, pilots: 0, secondsPerCell: seconds, seconds: 32 * seconds },
  },
});

describe('the plan of a run', () => {
  it('is the experiment’s own where the time holds it, shared among the processes', () => {
    const plan = planOf(offer(1), { budget: 1 }, 2)!;
    expect(plan).toMatchObject({ steps: 100, seeds: 8, onlyMain: false, overBudget: false });
    expect(plan.seconds).toBe(16);
    expect(plan.arms).toHaveLength(4);
  });

  it('has fewer steps, then no single skips, and never fewer seeds', () => {
    expect(planOf(offer(2), { budget: 1 }, 1)).toMatchObject({ steps: 90, onlyMain: false });
    const few = planOf(offer(5), { budget: 1 }, 1)!;
    expect(few).toMatchObject({ steps: 70, seeds: 8, onlyMain: true, overBudget: false });
    expect(few.arms).toEqual(['whole', 'without-all']);
  });

  it('says where not even the least training fits', () => {
    expect(planOf(offer(50), { budget: 1 }, 1)).toMatchObject({ steps: 50, overBudget: true });
  });

  it('follows steps and seeds that were set, and tells no time that it cannot know', () => {
    expect(planOf(offer(1), { budget: 1, steps: 10, seeds: 2 }, 1)!.seconds).toBeCloseTo(0.8);
    expect(planOf(offer(1, 0), { budget: 1 }, 1)).toMatchObject({ steps: 0, seconds: 32 });
    expect(planOf(offer(1, 0), { budget: 1, steps: 100 }, 1)!.seconds).toBeUndefined();
  });

  it('is none before its cost is measured', () => {
    expect(planOf({ experiment: 'skips' }, { budget: 1 }, 1)).toBeUndefined();
  });
});

it('settings name every number, and the networks only where some are left out', () => {
  const all = settingsOf('skips', planOf(offer(1), { budget: 1 }, 1)!);
  expect(all).toEqual({ name: 'skips', seed: 1, seeds: 8, steps: 100 });
  const few = settingsOf('skips', planOf(offer(5), { budget: 1 }, 1)!);
  expect(few.arms).toEqual(['whole', 'without-all']);
  const none = settingsOf('paths', planOf(offer(1, 0), { budget: 1 }, 1)!);
  expect(none).not.toHaveProperty('steps');
});

describe('an experiment that is not measured yet', () => {
  it('can run if no budget decides its steps', () => {
    const plan = planOf({ experiment: 'paths' }, { budget: 1 }, 1)!;
    expect(plan).toEqual({ steps: 0, seeds: 5, onlyMain: false, overBudget: false });
    expect(settingsOf('paths', plan)).toEqual({ name: 'paths', seed: 1, seeds: 5 });
    expect(planOf({ experiment: 'u-shape' }, { budget: 1 }, 1)).toMatchObject({ steps: 3 });
    const refusal = { code: 'experiments.no-paths' };
    expect(planOf({ experiment: 'paths', refusal }, { budget: 1 }, 1)).toBeUndefined();
  });
});

describe('depths', () => {
  it('are read as whole numbers, and two at least make a run', () => {
    expect(depthsOf('  ')).toBeUndefined();
    expect(depthsOf('8, 20,56')).toEqual([8, 20, 56]);
    for (const text of ['8 or 20', '1.5, 2', '-1, 4']) expect(depthsOf(text), text).toEqual([]);
    const asked = (depths: readonly number[]) =>
      planOf({ experiment: 'depth' }, { budget: 1, depths }, 1);
    expect(asked([])).toBeUndefined();
    expect(asked([8])).toBeUndefined();
    expect(asked([8, 20])).toMatchObject({ steps: 100, seeds: 5 });
  });

  it('need no blocks that could be dropped, and are of no other experiment', () => {
    const refusal = { code: 'experiments.too-few-blocks' };
    const parameters = { budget: 1, depths: [8, 20], depthArgument: 'blocks' };
    const plan = planOf({ experiment: 'depth', refusal }, parameters, 1)!;
    expect(settingsOf('depth', plan, parameters)).toMatchObject({
      depths: [8, 20],
      depthArgument: 'blocks',
    });
    expect(settingsOf('skips', plan, parameters)).not.toHaveProperty('depths');
  });
});

describe('the settings of the panel and the flags of the terminal', () => {
  it('are the same: each field has its flag, and each setting its field', () => {
    for (const { flag } of fields) expect(Object.keys(experimentFlags)).toContain(flag);
    const flags = fields.map(({ flag }) => flag);
    const flagOf: Readonly<Record<string, string>> = {
      batchSize: 'batch',
      arms: 'arm',
      depthArgument: 'depth-argument',
    };
    const settings = Object.keys(experimentSettings.entries).map((name) => flagOf[name] ?? name);
    // The name is the experiment itself; nobody sets the schedule.
    for (const name of settings.filter((each) => each !== 'name' && each !== 'schedule'))
      expect(flags).toContain(name);
  });

  it.each(experimentNames)(
    'say the same of %s: the command repeats what the panel runs',
    (name) => {
      const { cost } = offer(1);
      const parameters = {
        ...{ budget: 1, steps: 40, seeds: 6, samples: 32, batchSize: 16, seed: 3 },
        ...{ singleSkips: false, depths: [4, 8], depthArgument: 'blocks' },
      };
      const plan = planOf({ experiment: name, ...(cost && { cost }) }, parameters, 1)!;
      const experiment = settingsOf(name, plan, parameters);
      const command = experimentCommand(
        'net.ts',
        { arguments: {}, backend: 'auto', probe: null, experiment },
        1,
      );
      const read = readCommandLine(command.split(' ').slice(1));
      if (read.name !== 'experiment' || !read.asked) throw new Error(command);
      expect(JSON.parse(JSON.stringify(read.asked.settings))).toEqual(experiment);
      expect(Object.hasOwn(experiment, 'depths')).toBe(hasField(name, 'depths'));
    },
  );
});
