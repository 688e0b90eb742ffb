type MemberKey = PropertyKey | ((owner: object) => unknown);

/** Receives the functions that a slice hands over while it runs; the builder continues inside them. */
export interface Entrances {
  /** Takes a function that can be called as it is. */
  enter<T>(found: T): T;
  /** Takes a class or an object, and the key of the member that is wanted of it, or what reads it. */
  member<T>(keeper: T, key: MemberKey, isStatic: boolean): T;
  /** The value of a variable whose function is called later, from outside. */
  absent(name: string): unknown;
  /** Takes a function that makes a model for an argument. */
  offer(name: string, read: () => unknown): void;
  /** Takes a function that reads the top-level model. */
  result(read: () => unknown): void;
  /** Takes a function that makes the options which other code compiles the model with. */
  compiled(read: () => unknown): void;
}

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type Constructor = new (...args: unknown[]) => object;

/** A function that was handed over, ready to be called. */
export interface Entered {
  call(args: readonly unknown[], constructorArgs: readonly unknown[]): unknown;
}

/** The instance whose method is called; made without its constructor if that throws. */
function instanceOf(
  keeper: Constructor,
  args: readonly unknown[],
  isEnd: (error: unknown) => boolean,
): object {
  try {
    return new keeper(...args);
  } catch (error) {
    if (isEnd(error)) throw error;
    return Object.create(keeper.prototype as object) as object;
  }
}

/** Adds stand-ins for the members that frameworks put into `this` of an object's methods. */
function withAbsent(owner: object, standIn: (what: string) => unknown): object {
  if (typeof owner === 'function') return owner;
  return new Proxy(owner, {
    get: (target, key) =>
      typeof key === 'symbol' || key in target
        ? (Reflect.get(target, key) as unknown)
        : standIn(`this.${key}`),
  });
}

/** Collects the functions that one run of a slice hands over. */
export class EnteredFunctions implements Entrances {
  private found: Entered | undefined;
  private readOptions: (() => unknown) | undefined;
  private readResult: (() => unknown) | undefined;
  private readonly offers = new Map<string, () => unknown>();

  /** `isEnd` tells errors that must end the run from those that a constructor may throw. */
  constructor(
    private readonly isEnd: (error: unknown) => boolean,
    private readonly standIn: (what: string) => unknown,
  ) {}

  enter<T>(found: T): T {
    this.found = { call: (args) => (found as Callable).apply(this.element(), [...args]) };
    return found;
  }

  /** `this` of a function that a page or `new` calls: it keeps what is put there. */
  private element(): object {
    return withAbsent({}, this.standIn);
  }

  member<T>(keeper: T, key: MemberKey, isStatic: boolean): T {
    this.found = {
      call: (args, constructorArgs) => {
        if (key === 'constructor') return new (keeper as Constructor)(...args);
        const owner = isStatic
          ? withAbsent(keeper as object, this.standIn)
          : instanceOf(keeper as Constructor, constructorArgs, this.isEnd);
        const member =
          typeof key === 'function' ? key(owner) : (owner as Record<PropertyKey, unknown>)[key];
        const result =
          typeof member === 'function' ? (member as Callable).apply(owner, [...args]) : member;
        return Promise.resolve(result).then((value) => value ?? owner);
      },
    };
    return keeper;
  }

  absent(name: string): unknown {
    return this.standIn(name);
  }

  offer(name: string, read: () => unknown): void {
    this.offers.set(name, read);
  }

  /** A class or a function that was offered. */
  offered(name: string): unknown {
    return this.offers.get(name)?.();
  }

  /** Calls a function that was offered. */
  callOffered(name: string, args: readonly unknown[]): unknown {
    return (this.offered(name) as Callable)(...args);
  }

  result(read: () => unknown): void {
    this.readResult = read;
  }

  compiled(read: () => unknown): void {
    this.readOptions = read;
  }

  /** The options that code outside the definition compiles its model with. */
  compileOptions(): unknown {
    return this.readOptions?.();
  }

  /** The function that was handed over last; each is taken once. */
  take(): Entered | undefined {
    const { found } = this;
    this.found = undefined;
    return found;
  }

  topLevelResult(): unknown {
    return this.readResult?.();
  }
}
