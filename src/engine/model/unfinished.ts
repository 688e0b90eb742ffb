import type { Failure } from '../../shared/base/failures';
import type { ModelDescription } from './modelDescription';

/** A network that ends at the layer that refused its inputs. */
export type UnfinishedModel = Pick<
  ModelDescription,
  'name' | 'framework' | 'source' | 'arguments' | 'graph' | 'refused'
>;

const unfinished = new WeakMap<object, UnfinishedModel>();

/** Keeps the network that stood when a definition failed, for {@link unfinishedOf}. */
export const keepUnfinished = (failure: Failure, model: UnfinishedModel): void =>
  void unfinished.set(failure, model);

/** The network that stood when a definition failed, if it was kept with the error or with one that caused it. */
export function unfinishedOf(error: unknown): UnfinishedModel | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const found = unfinished.get(at);
    if (found) return found;
  }
  return undefined;
}
