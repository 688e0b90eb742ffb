/** A uniform generator with 32 bits of state (mulberry32, public domain, T. Ettinger 2017). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Makes `Math.random` follow from a seed until undone: initializers without a seed of their own draw theirs from it. */
export function seedRandom(seed: number): () => void {
  const { random } = Math;
  Math.random = seededRandom(seed);
  return () => {
    Math.random = random;
  };
}

export interface ProcessGuard {
  /** User code tried to end the process. */
  readonly exit: (how: string) => never;
  /** User code tried to reach the network. */
  readonly fetch: (...args: Parameters<typeof globalThis.fetch>) => unknown;
  /** A promise of user code failed with nobody listening. */
  readonly failed: (error: unknown) => void;
}

type Slot = readonly [owner: object, name: string, value: unknown];

/** Takes from the process what user code may not have. Returns how to undo it. */
export function guardProcess({ exit, fetch, failed }: ProcessGuard): () => void {
  const refuse = (how: string) => (): never => exit(how);
  const slots: Slot[] = [
    [globalThis, 'fetch', fetch],
    [process, 'exit', refuse('process.exit')],
    [process, 'reallyExit', refuse('process.exit')],
    [process, 'abort', refuse('process.abort')],
    [process, 'kill', refuse('process.kill')],
    [process, 'binding', refuse('process.binding')],
    [process, 'dlopen', refuse('process.dlopen')],
    [process, 'getBuiltinModule', undefined],
    [process, 'mainModule', undefined],
    [process, '_linkedBinding', refuse('process._linkedBinding')],
    [process, 'report', undefined],
    [process, 'chdir', refuse('process.chdir')],
  ];
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
