import { standsIn } from './standIn';

type Call = (...args: unknown[]) => unknown;

/** Hooks if nothing is rendered: state has its first value, and effects do not run by themselves. */
export interface HookHooks {
  readonly standIn: (what: string) => unknown;
  /** A state has no first value: `given` says what it is then. */
  readonly empty: (given: unknown) => unknown;
}

const result = (value: unknown, ...args: unknown[]): unknown =>
  typeof value === 'function' && !standsIn(value) ? (value as Call)(...args) : value;

const quiet = (): undefined => undefined;

function hooksOf({ empty }: HookHooks): Readonly<Record<string, Call>> {
  const state = (value: unknown): unknown =>
    value === undefined || value === null ? empty(value) : value;
  return {
    useState: (first) => [state(result(first)), quiet],
    useReducer: (_, first, init) => [
      state(typeof init === 'function' ? (init as Call)(first) : first),
      quiet,
    ],
    useRef: (first) => ({ current: state(first) }),
    useMemo: (make) => result(make),
    useCallback: (callback) => callback,
    useEvent: (callback) => callback,
    useDeferredValue: (value) => value,
    useTransition: () => [false, (start: unknown) => result(start)],
    memo: (component) => component,
    forwardRef: (component) => component,
    ref: (first) => ({ value: state(first) }),
    shallowRef: (first) => ({ value: state(first) }),
    reactive: (first) => first,
    computed: (read) => ({
      get value() {
        return result(read);
      },
    }),
    signal: (first) => ({ value: state(first) }),
  };
}

const frameworks = /^(?:react|preact(?:\/(?:hooks|compat))?|vue|@preact\/signals(?:-react)?)$/;

/**
 * A framework for pages, if `specifier` names one: a stand-in whose hooks give the values that a component
 * starts with. A setter changes nothing, since nothing renders again.
 */
export function pageFramework(specifier: string, hooks: HookHooks): unknown {
  if (!frameworks.test(specifier)) return undefined;
  const real = hooksOf(hooks);
  const module: object = new Proxy(hooks.standIn(`'${specifier}'`) as object, {
    get(target, key): unknown {
      if (key === 'default') return module;
      return typeof key === 'string' && Object.hasOwn(real, key)
        ? real[key]
        : Reflect.get(target, key);
    },
  });
  return module;
}
