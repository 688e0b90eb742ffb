import type { Cell } from '../../../shared/protocol/job';
import type { JobContext } from './job';

/** The ids of a plan that no finished cell has, in the order of the plan. */
export function missingCells(plan: readonly string[], finished: readonly Cell[]): string[] {
  const ids = new Set(finished.map(({ id }) => id));
  return plan.filter((id) => !ids.has(id));
}

/**
 * Computes the missing cells of a plan, one after the other, and emits each as soon as it is there.
 * @returns the values of the whole plan, in its order, those of earlier runs included
 */
export async function completeCells<Value>(
  plan: readonly string[],
  compute: (id: string) => Promise<Value>,
  { cells, cell }: Pick<JobContext<unknown, Cell<Value>>, 'cells' | 'cell'>,
): Promise<Value[]> {
  const values = new Map(cells.map(({ id, value }) => [id, value]));
  for (const id of missingCells(plan, cells)) {
    const value = await compute(id);
    values.set(id, value);
    await cell({ id, value });
  }
  return plan.flatMap((id) => (values.has(id) ? [values.get(id) as Value] : []));
}
