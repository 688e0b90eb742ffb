import { Failure } from '../../shared/base/failures';
import { message } from '../../shared/words/message';

/**
 * The nodes that the outputs need, producers before consumers. Throws a `Failure` of code `unbuildable` for a
 * cycle.
 */
export function inOrder(
  outputs: readonly string[],
  inputsOf: (name: string) => readonly string[],
): string[] {
  const done = new Set<string>();
  const open = new Set<string>();
  const stack = [...outputs].reverse();
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    const missing = done.has(name) ? [] : inputsOf(name).filter((input) => !done.has(input));
    if (missing.length === 0) {
      done.add(name);
      stack.pop();
      continue;
    }
    const looping = missing.find((input) => open.has(input)) ?? (open.has(name) ? name : undefined);
    if (looping !== undefined)
      throw new Failure('unbuildable', message('saved.node-in-loop', { node: looping }));
    open.add(name);
    stack.push(...[...missing].reverse());
  }
  return [...done];
}
