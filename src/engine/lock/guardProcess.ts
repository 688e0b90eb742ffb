import { detours, processEnds, processPassages } from './refusals';

export interface ProcessGuard {
  /** User code tried to end the process, or to gain access to it. */
  readonly exit: (how: string) => never;
  /** User code tried to reach the network. */
  readonly fetch: (...args: Parameters<typeof globalThis.fetch>) => unknown;
  /** A promise of user code rejected without a handler. */
  readonly failed: (error: unknown) => void;
}

type Slot = readonly [owner: object, name: string, value: unknown];

/**
 * Lets one run handle calls that the lock would refuse: a model may exist by the time that its code ends the
 * process. Returns a function that undoes this.
 */
export function guardProcess({ exit, fetch, failed }: ProcessGuard): () => void {
  const answered = [processEnds, processPassages].flatMap(({ called, owner, names }) =>
    names.map((name): Slot => [owner, name, () => exit(`${called}.${name}`)]),
  );
  const hidden = detours.names.map((name): Slot => [detours.owner, name, undefined]);
  const slots: Slot[] = [[globalThis, 'fetch', fetch], ...answered, ...hidden];
  const before = slots.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
  for (const [owner, name, value] of slots) {
    Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  }
  process.on('unhandledRejection', failed);
  return () => {
    process.off('unhandledRejection', failed);
    slots.forEach(([owner, name], index) => {
      const descriptor = before[index];
      if (descriptor) Object.defineProperty(owner, name, descriptor);
      else Reflect.deleteProperty(owner, name);
    });
  };
}
