import type { Disposable } from './lifecycle';

/** Calls any number of listeners when something happens. */
export class Emitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event = (listen: (value: T) => void): Disposable => {
    this.listeners.add(listen);
    return { dispose: () => void this.listeners.delete(listen) };
  };

  fire(value: T): void {
    for (const listen of [...this.listeners]) listen(value);
  }
}
