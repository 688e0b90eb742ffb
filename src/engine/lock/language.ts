import type { SourcePosition } from '../../shared/base/source';
import { Failure } from '../../shared/base/failures';
import { message } from '../../shared/words/message';
import { words } from './captured';

/**
 * The language itself, as this process uses it to measure. What model code could replace is fixed; the few
 * prototypes that scripts replace methods of stay open, and are compared with what they were.
 */

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

const TypedArray = getPrototypeOf(Uint8Array) as { readonly prototype: object };

/** Globals that keep their values; `Math.random` is seeded, and `fetch` answered, by each run. */
const globals =
  words(`Object Function Array String Number Boolean Symbol BigInt Math Date RegExp Promise Proxy
  Reflect Map Set WeakMap WeakSet WeakRef FinalizationRegistry Error AggregateError EvalError RangeError
  ReferenceError SyntaxError TypeError URIError ArrayBuffer SharedArrayBuffer DataView Atomics JSON Intl
  WebAssembly parseInt parseFloat isNaN isFinite URL URLSearchParams TextEncoder
  TextDecoder AbortController AbortSignal Buffer process performance structuredClone queueMicrotask setTimeout
  setInterval setImmediate clearTimeout clearInterval clearImmediate Int8Array Uint8Array Uint8ClampedArray
  Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array`);

/** Extended by scripts, or inherited from by everything: their members are compared, not frozen. */
const open: ReadonlyMap<object, string> = new Map<object, string>([
  [Object.prototype, 'Object.prototype'],
  [Function.prototype, 'Function.prototype'],
  [Array.prototype, 'Array.prototype'],
  [String.prototype, 'String.prototype'],
]);

/** `Error.stackTraceLimit` and `prepareStackTrace` are settings; errors get names by assignment. */
const left = new Set<unknown>([Error, Error.prototype, globalThis.process, globalThis.performance]);

const valueOf = (name: string): unknown => (globalThis as Record<string, unknown>)[name];

const isObject = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** The prototypes of iterators and of functions, which no global names. */
function nameless(): unknown[] {
  const iterators: unknown[] = [[], '', new Map(), new Set(), 'x'.matchAll(/x/g)];
  const kinds = [function* () {}, async function () {}, async function* () {}];
  return [
    ...iterators.map((each) => getPrototypeOf((each as unknown[])[Symbol.iterator]())),
    ...kinds.flatMap((each) => [getPrototypeOf(each), each.prototype as unknown]),
    TypedArray,
    TypedArray.prototype,
  ].flatMap((each) => (isObject(each) ? [each, getPrototypeOf(each)] : []));
}

/** Everything whose members are fixed. */
function builtIns(): object[] {
  const named = globals.map(valueOf).flatMap((value) => {
    const prototype =
      typeof value === 'function' ? (value as { prototype?: unknown }).prototype : 0;
    return [value, prototype];
  });
  const all = new Set([...named, ...nameless()].filter(isObject));
  return [...all].filter(
    (each) => !open.has(each) && !left.has(each) && !(each instanceof Error) && !isError(each),
  );
}

const isError = (value: object): boolean => value === Error || getPrototypeOf(value) === Error;

/** `Math.random` stays replaceable. */
function keepRandomSettable(): void {
  let random: unknown = Math.random;
  defineProperty(Math, 'random', {
    get: () => random,
    set: (value: unknown) => (random = value),
    configurable: true,
  });
}

/** V8 reads and writes the elements of arrays slowly below a frozen prototype. */
const isOfArrays = (owner: object): boolean =>
  owner === TypedArray.prototype || TypedArray.prototype.isPrototypeOf(owner);

/** Scripts give them methods of their own. */
const extended = new Set<object>([Math, Number, Number.prototype, Date, Date.prototype]);

function fix(owner: object): void {
  if (!isOfArrays(owner) && !extended.has(owner)) {
    Object.freeze(owner);
    return;
  }
  for (const key of ownKeys(owner)) {
    const found = getOwnPropertyDescriptor(owner, key);
    if (!found?.configurable) continue;
    const fixed =
      'value' in found ? { writable: false, configurable: false } : { configurable: false };
    defineProperty(owner, key, fixed);
  }
  // A method of its own would hide the one that it inherits.
  if (isOfArrays(owner)) Object.preventExtensions(owner);
  quicken(owner);
}

/** V8 keeps an object whose attributes changed as a table, until it serves as a prototype. */
function quicken(prototype: object): boolean {
  const reader = Object.create(prototype) as Record<string, unknown>;
  let isThere = false;
  // Read by an inline cache, which a call of `Reflect.get` is not.
  for (let i = 0; i < 4; i++) isThere ||= reader['absent'] !== undefined;
  return isThere;
}

interface Member {
  readonly owner: object;
  readonly called: string;
  readonly key: PropertyKey;
  readonly was: PropertyDescriptor;
}
const members: Member[] = [];

const memberName = (called: string, key: PropertyKey): string =>
  typeof key === 'symbol' ? `${called}[${String(key)}]` : `${called}.${String(key)}`;

/**
 * Fixes the language for the rest of this process: an assignment to a part of it throws if the code is
 * strict, as modules are, and does nothing elsewhere. Takes no time from what runs later.
 */
export function lockLanguage(): void {
  keepRandomSettable();
  for (const name of globals) {
    defineProperty(globalThis, name, {
      value: valueOf(name),
      writable: false,
      configurable: false,
    });
  }
  for (const each of builtIns()) fix(each);
  Object.preventExtensions(Object.prototype);
  for (const [owner, called] of open) {
    for (const key of ownKeys(owner)) {
      const was = getOwnPropertyDescriptor(owner, key);
      if (was) members.push({ owner, called: memberName(called, key), key, was });
    }
  }
}

const isIndex = /^(?:0|[1-9]\d*)$/;

/**
 * The failure of model code that has replaced a part of a locked language since: the numbers would not be right. Puts
 * the language back.
 */
export function replacedPart(at: SourcePosition | undefined): Failure | undefined {
  const name = takeReplaced();
  return name === undefined
    ? undefined
    : new Failure('unbuildable', message('process.replaced', { name }), at);
}

/** Puts back the members of a locked language that were replaced since, and names the first of them. */
function takeReplaced(): string | undefined {
  if (members.length === 0) return undefined;
  // Before the comparison: to put the length of `Array.prototype` back removes its elements.
  let replaced = takeElement();
  for (let i = 0; i < members.length; i++) {
    const { owner, called, key, was } = members[i] as Member;
    const now = getOwnPropertyDescriptor(owner, key);
    if (now && now.value === was.value && now.get === was.get && now.set === was.set) continue;
    replaced ??= called;
    Reflect.defineProperty(owner, key, was);
  }
  return replaced;
}

/** An element of `Array.prototype` would be one of every array. */
function takeElement(): string | undefined {
  const keys = ownKeys(Array.prototype);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== 'string' || !isIndex.test(key)) continue;
    Reflect.deleteProperty(Array.prototype, key);
    return `Array.prototype[${key}]`;
  }
  return undefined;
}
