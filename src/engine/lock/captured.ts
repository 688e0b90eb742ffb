/**
 * The built-ins that the lock uses, captured before user code runs: user code that replaces one changes what it
 * calls itself, and never a decision of the lock. The functions below use no method, no iterator and no
 * spread of the language, which user code could have replaced.
 */

/** Any function of Node's, with any arguments. */
export type Call = (this: unknown, ...args: unknown[]) => unknown;

const { apply, construct, defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;

/** Calls a function with these arguments, as `new` if it was called so. */
export const pass = (call: Call, self: unknown, args: unknown[], made?: unknown): unknown =>
  made === undefined ? apply(call, self, args) : (construct(call, args) as unknown);

/** A method as a function that takes its object first. */
export const uncurried =
  <Self, Args extends unknown[], Result>(method: (this: Self, ...args: Args) => Result) =>
  (self: Self, ...args: Args): Result =>
    apply(method, self, args);

export const startsWith = uncurried(String.prototype.startsWith);
export const endsWith = uncurried(String.prototype.endsWith);
export const slice = uncurried(String.prototype.slice);

/** The words of a text, for lists of names. */
export const words = (text: string): string[] => text.trim().split(/\s+/);

/** Overwrites a property, whatever its attributes. */
export function put(owner: object, name: PropertyKey, value: unknown): void {
  defineProperty(owner, name, { value, writable: true, configurable: true });
}

/** Hands over each function among an object's own properties, by name; none of its getters runs. */
export function eachFunction(owner: object, take: (name: string, call: Call) => void): void {
  const names = ownKeys(owner);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (typeof name !== 'string') continue;
    const value: unknown = getOwnPropertyDescriptor(owner, name)?.value;
    if (typeof value === 'function') take(name, value as Call);
  }
}
