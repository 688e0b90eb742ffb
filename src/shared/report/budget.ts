import type { LayerId } from '../network/network';

/** What a model may cost. */
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
