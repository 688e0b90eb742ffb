/** Records the uses of stand-ins by user code. */
export interface StandInLog {
  /** A stand-in was used as a number or a text: the model depends on data. */
  coerced(what: string): void;
  /** A function that makes layers was handed to a stand-in, which never calls it. */
  swallowed(what: string): void;
  /** A stand-in was looped over to its end; `layersBefore` counts the layers that existed before the loop. */
  looped(what: string, layersBefore: number): void;
  layersMade(): number;
}

const isStandIn = Symbol('stand-in');

// Long enough for any destructuring, short enough for a loop that should not happen.
const LOOP_LENGTH = 16;

const makesLayers = (value: unknown): boolean =>
  typeof value === 'function' &&
  /\blayers\.|\.apply\(|\.add\(/.test(Function.prototype.toString.call(value));

/** Methods that register a function for later: it is none of those that run now. */
const listens = /\.(?:on|once|(?:add|prepend)\w*Listener|subscribe|onSnapshot)$/;

/** The name of the thing that a stand-in replaces; `undefined` for all other values. */
export function stoodFor(value: unknown): string | undefined {
  const mayStand = typeof value === 'function' || (typeof value === 'object' && value !== null);
  const what = mayStand ? (value as Record<symbol, unknown>)[isStandIn] : undefined;
  return typeof what === 'string' ? what : undefined;
}

/** Tells stand-ins from all other values. */
export const standsIn = (value: unknown): boolean => stoodFor(value) !== undefined;

/** Members that classes which extend a stand-in read most of `this`. */
const inherited = ['props', 'state', 'refs', 'context', 'setState', 'forceUpdate', 'emit', 'on'];

/** The name of a member as code writes it; an index that another stand-in gave is not known. */
function memberOf(what: string, key: string): string {
  if (key === 'NaN') return `${what}[…]`;
  return /^\d+$/.test(key) ? `${what}[${key}]` : `${what}.${key}`;
}

class StandInHandler implements ProxyHandler<() => void> {
  private readonly children = new Map<PropertyKey, unknown>();
  self: unknown;

  constructor(
    private readonly what: string,
    private readonly log: StandInLog,
    /** Results of calls may be awaited and chained like a promise. */
    private readonly awaitable: boolean,
  ) {}

  get(target: () => void, key: PropertyKey, receiver: unknown): unknown {
    // A class that extends a stand-in inherits what is read of it, and is none.
    if (key === isStandIn) return receiver === this.self ? this.what : undefined;
    if (this.children.has(key)) return this.children.get(key);
    if (key === 'prototype') return target.prototype as unknown;
    if (key === 'then') return this.awaitable ? this.then() : undefined;
    if (typeof key === 'symbol') return this.wellKnown(key);
    const isModule = key === 'default' && this.what.endsWith("'");
    const child = makeStandIn(isModule ? this.what : memberOf(this.what, String(key)), this.log);
    this.children.set(key, child);
    return child;
  }

  set(_: () => void, key: PropertyKey, value: unknown): boolean {
    this.children.set(key, value);
    return true;
  }

  has(): boolean {
    return true;
  }

  apply(_: () => void, __: unknown, args: unknown[]): unknown {
    if (!listens.test(this.what) && args.some(makesLayers)) this.log.swallowed(this.what);
    return makeStandIn(`${this.what}()`, this.log, true);
  }

  construct(target: () => void, args: unknown[], newTarget: unknown): object {
    // `class View extends Component`: the instance is the user's own.
    const extended = newTarget !== undefined && !standsIn(newTarget);
    if (extended) return Reflect.construct(Object, [], newTarget as NewableFunction) as object;
    return this.apply(target, undefined, args) as object;
  }

  private then(): unknown {
    const settled = Promise.resolve(makeStandIn(this.what, this.log));
    return (resolve: (value: unknown) => unknown, reject: (error: unknown) => unknown) => {
      const next = settled.then(resolve, reject);
      next.catch(() => undefined);
      return next;
    };
  }

  private wellKnown(key: symbol): unknown {
    if (key === Symbol.toPrimitive) {
      return (hint: string) => {
        this.log.coerced(this.what);
        return hint === 'string' ? this.what : Number.NaN;
      };
    }
    if (key === Symbol.iterator) return () => this.items();
    if (key === Symbol.asyncIterator) return () => this.items();
    return undefined;
  }

  private *items(): Generator {
    const before = this.log.layersMade();
    for (let index = 0; index < LOOP_LENGTH; index++) {
      yield makeStandIn(`${this.what}[${index}]`, this.log);
    }
    this.log.looped(this.what, before);
  }
}

/**
 * A value that takes any call, property, `new`, `await`, loop or comparison and gives more of its kind:
 * it stands for the DOM, data and packages that are no part of a model. `what` names it in messages.
 */
export function makeStandIn(what: string, log: StandInLog, awaitable = false): unknown {
  const target = function (): void {
    // exists only so that the proxy is callable
  };
  const prototype = target.prototype as Record<string, unknown>;
  for (const name of inherited) {
    Object.defineProperty(prototype, name, {
      get: () => makeStandIn(`${what}.${name}`, log),
      set(this: object, value: unknown) {
        Object.defineProperty(this, name, { value, writable: true, configurable: true });
      },
      configurable: true,
    });
  }
  const handler = new StandInHandler(what, log, awaitable);
  const standIn = new Proxy(target, handler);
  handler.self = standIn;
  return standIn;
}
