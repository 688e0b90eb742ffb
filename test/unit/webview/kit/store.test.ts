import { describe, expect, it } from 'vitest';
import { createStore } from '../../../../webview/kit/store';

const counter = () =>
  createStore({ count: 0, name: 'a' }, (state, action: { by: number }) =>
    action.by === 0 ? state : { ...state, count: state.count + action.by },
  );

describe('a store', () => {
  it('runs a watcher at once, and again whenever its slice changed', () => {
    const store = counter();
    const counts: number[] = [];
    const names: string[] = [];
    store.watch(
      ({ count }) => count,
      (count) => counts.push(count),
    );
    store.watch(
      ({ name }) => name,
      (name) => names.push(name),
    );
    store.dispatch({ by: 2 });
    store.dispatch({ by: 0 });
    store.dispatch({ by: 1 });
    expect(counts).toEqual([0, 2, 3]);
    expect(names).toEqual(['a']);
    expect(store.get().count).toBe(3);
  });

  it('runs a watcher no more once it is disposed', () => {
    const store = counter();
    const counts: number[] = [];
    const watcher = store.watch(
      ({ count }) => count,
      (count) => counts.push(count),
    );
    watcher.dispose();
    store.dispatch({ by: 1 });
    expect(counts).toEqual([0]);
  });
});
