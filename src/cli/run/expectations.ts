import { checkBudget, type Budget } from '../../shared/report/budget';
import { standardProfile } from '../../shared/protocol/profileRequest';
import type { Overrides } from '../../shared/protocol/overrides';
import type { Report } from '../../shared/report/report';
import { argumentsFor } from '../../workspace/overrides/overrides';
import { requestFor } from './engine';
import { overridesHere } from './overrides';
import { pinDifference, pinKey, pinOf, readPins, type Pins } from './pins';
import type { Runner } from './runModel';
import type { Target } from './sites';

/** The demands of a folder on its models: budgets, and the structures that were pinned. */
export interface Expectations {
  readonly overrides: Overrides;
  readonly pins: Pins | undefined;
}

/** Reads both files. Rejects with a `Failure` where one is wrong. */
export const readExpectations = async (): Promise<Expectations> => ({
  overrides: await overridesHere(),
  pins: await readPins(),
});

/** A model that was checked against what is expected of it. */
export interface CheckedExpectations {
  readonly budget: Budget;
  /** The report, with the profile that its budget needs. */
  readonly report: Report;
  /** The difference from the pin as lines; empty if there is none. */
  readonly difference: readonly string[];
  readonly isBroken: boolean;
}

/** Step and peak are measured by a profile; the rest is in every report. */
const needsProfile = ({ step, peak }: Budget): boolean => step !== undefined || peak !== undefined;

async function profiled(target: Target, { client, run, interrupt }: Runner): Promise<Report> {
  const job = {
    kind: 'profile',
    ...requestFor(target, run),
    profile: { ...standardProfile, batchSizes: [] },
  } as const;
  return interrupt.during(() => client.run(job, {}, interrupt.signal));
}

/** Compares a report with the budget and the pin of its model. Rejects with a `Failure` of the profile. */
export async function checkExpectations(
  report: Report,
  target: Target,
  { overrides, pins }: Expectations,
  runner: Runner,
): Promise<CheckedExpectations> {
  const key = pinKey(target.file, target.site);
  const { budget = {} } = argumentsFor(overrides, key);
  const profile = needsProfile(budget) ? (await profiled(target, runner)).profile : undefined;
  const pin = pins && Object.hasOwn(pins, key) ? pins[key] : undefined;
  const difference = pin ? pinDifference(pin, pinOf(report)) : [];
  const full = profile ? { ...report, profile } : report;
  const { broken } = checkBudget(full, budget);
  return { budget, report: full, difference, isBroken: broken.length + difference.length > 0 };
}
