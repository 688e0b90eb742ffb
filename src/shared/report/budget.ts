import type { LayerId } from '../network/network';
import type { Report } from './report';

/** Quantities that a budget limits. */
export const budgetNames = ['params', 'macs', 'step', 'peak'] as const;
export type BudgetName = (typeof budgetNames)[number];

/**
 * The most that a model may cost: `params` entries of weights, `macs` MACs of one forward pass of one sample,
 * `step` milliseconds of a training step, `peak` bytes at its peak, both at the profile's batch.
 */
export type Budget = { readonly [Name in BudgetName]?: number };

/** A budget that a model breaks, and the layer that costs most of it. */
export interface BrokenBudget {
  readonly name: BudgetName;
  readonly limit: number;
  readonly value: number;
  readonly dearest?: { readonly layer: LayerId; readonly value: number };
}

type Costs = readonly (readonly [layer: LayerId, value: number])[];

/** The whole of one cost, and each layer's part of it; `undefined` where the report does not have it. */
interface Spent {
  readonly value: number | undefined;
  readonly layers: Costs;
}

const spent: Readonly<Record<BudgetName, (report: Report) => Spent>> = {
  params: ({ network }) => ({
    value: network.totals.parameters,
    layers: network.layers.map(({ id, parameters }) => [
      id,
      parameters.trainable + parameters.frozen,
    ]),
  }),
  macs: ({ network }) => ({
    value: network.totals.macs,
    layers: network.layers.map(({ id, macs = 0 }) => [id, macs]),
  }),
  step: ({ profile }) => ({
    value: profile?.step?.untapped.median,
    layers: profile?.layers.map(({ layer, time }) => [layer, time?.total.median ?? 0]) ?? [],
  }),
  peak: ({ profile }) => ({
    value: profile?.memory?.measured?.bytes ?? profile?.memory?.peak,
    layers: profile?.memory?.owners.map(({ layer, bytes }) => [layer, bytes]) ?? [],
  }),
};

/** The outcome of a check of budgets. */
export interface BudgetVerdict {
  readonly broken: readonly BrokenBudget[];
  /** Budgets that the report does not tell anything about. */
  readonly unknown: readonly BudgetName[];
}

/** Compares a report with what the model may cost. */
export function checkBudget(report: Report, budget: Budget): BudgetVerdict {
  const broken: BrokenBudget[] = [];
  const unknown: BudgetName[] = [];
  for (const name of budgetNames) {
    const limit = budget[name];
    if (limit === undefined) continue;
    const { value, layers } = spent[name](report);
    if (value === undefined) unknown.push(name);
    else if (value > limit) broken.push({ name, limit, value, ...dearestOf(layers) });
  }
  return { broken, unknown };
}

function dearestOf(layers: Costs): Pick<BrokenBudget, 'dearest'> {
  const [first] = [...layers].sort(([, a], [, b]) => b - a);
  return first && first[1] > 0 ? { dearest: { layer: first[0], value: first[1] } } : {};
}
