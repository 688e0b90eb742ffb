import type { Disposable } from '../../src/shared/base/lifecycle';

export interface Store<S, A> {
  get(): S;
  dispatch(action: A): void;
  /** Runs `react` at once and whenever the selected slice changes identity. */
  watch<T>(select: (state: S) => T, react: (slice: T) => void): Disposable;
}

/** Holds one state; the reducer is its only way to change. */
export function createStore<S, A>(initial: S, reduce: (state: S, action: A) => S): Store<S, A> {
  let state = initial;
  const watchers = new Set<() => void>();
  return {
    get: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const notify of [...watchers]) notify();
    },
    watch(select, react) {
      let last = select(state);
      const notify = (): void => {
        const slice = select(state);
        if (Object.is(slice, last)) return;
        last = slice;
        react(slice);
      };
      watchers.add(notify);
      react(last);
      return {
        dispose: () => {
          watchers.delete(notify);
        },
      };
    },
  };
}
