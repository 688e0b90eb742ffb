/** A sequence that can be gone through many times: each of its members is made once, when first asked for. */
export class Remembered<T> implements Iterable<T> {
  private readonly taken: T[] = [];

  constructor(private readonly rest: Iterator<T, void>) {}

  *[Symbol.iterator](): Generator<T, void> {
    for (let at = 0; ; at++) {
      if (at === this.taken.length) {
        const next = this.rest.next();
        if (next.done) return;
        this.taken.push(next.value);
      }
      yield this.taken[at] as T;
    }
  }
}

export function* only<T>(all: Iterable<T>, wanted: (one: T) => boolean): Generator<T, void> {
  for (const one of all) if (wanted(one)) yield one;
}
