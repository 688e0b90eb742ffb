import assert from 'node:assert';
import events from 'node:events';
import path from 'node:path';
import stream from 'node:stream';
import util from 'node:util';
import { ownValue } from '../../../../shared/base/ownValue';
import { processEnds } from '../../../lock/refusals';
import { isHarmless } from '../link/harmlessNames';
import { standsIn } from './standIn';

/** Node modules that only compute, and those of the classes that others extend. */
const nodeModules: Readonly<Record<string, unknown>> = { assert, events, path, stream, util };

/** A Node module that user code may have as it is, if `specifier` names one. */
export function harmlessModule(specifier: string): unknown {
  return ownValue(nodeModules, specifier.replace(/^node:/, ''));
}

/** Parsing a stand-in for data gives another stand-in. */
const tolerantJson = (hooks: GlobalHooks): typeof JSON => ({
  ...JSON,
  stringify: (value: unknown) => JSON.stringify(value),
  parse: (text: unknown): unknown =>
    standsIn(text) ? hooks.standIn('JSON.parse()') : JSON.parse(String(text)),
});

/** Answers to the globals of Node and of a page while a definition is built. */
export interface GlobalHooks {
  readonly standIn: (what: string) => unknown;
  readonly fetch: (...args: Parameters<typeof globalThis.fetch>) => unknown;
  /** User code tries to end the process; `how` is the call. */
  readonly exit: (how: string) => never;
  /** An error in a callback that runs later. */
  readonly failed: (error: unknown) => void;
  readonly tensorflow: unknown;
  readonly file: string;
}

const quiet = (): undefined => undefined;

/** Timers keep their order but never wait. */
const timer =
  (hooks: GlobalHooks) =>
  (callback: unknown, _delay?: number, ...args: unknown[]): NodeJS.Timeout =>
    setTimeout(() => {
      try {
        if (typeof callback === 'function') (callback as (...all: unknown[]) => void)(...args);
      } catch (error) {
        hooks.failed(error);
      }
    }, 0);

/** The functions of `process` that would end it. */
const endings = ({ exit }: GlobalHooks): Record<string, unknown> =>
  Object.fromEntries(
    processEnds.names.map((name) => [
      name,
      (code: unknown) =>
        exit(
          name === 'exit'
            ? `process.exit(${typeof code === 'number' ? code : ''})`
            : `process.${name}`,
        ),
    ]),
  );

/**
 * `process` as user code sees it: it can read its surroundings, and neither end the process nor reach out of
 * it.
 */
function guardedProcess(hooks: GlobalHooks): unknown {
  const known: Record<string, unknown> = {
    env: { NODE_ENV: 'development' },
    argv: ['node', hooks.file],
    platform: process.platform,
    version: process.version,
    versions: { ...process.versions },
    cwd: () => path.dirname(hooks.file),
    nextTick: (callback: (...args: unknown[]) => void, ...args: unknown[]) =>
      queueMicrotask(() => callback(...args)),
    ...endings(hooks),
    send: undefined,
    on: quiet,
    once: quiet,
    memoryUsage: () => process.memoryUsage(),
    hrtime: process.hrtime,
    uptime: () => process.uptime(),
  };
  return new Proxy(known, {
    get: (target, key) =>
      typeof key === 'symbol' || key in target
        ? target[key as string]
        : hooks.standIn(`process.${key}`),
  });
}

function guardedGlobal(name: string, globals: Map<string, unknown>, hooks: GlobalHooks): unknown {
  const own: Record<PropertyKey, unknown> = {};
  return new Proxy(own, {
    get(target, key) {
      if (key in target || typeof key === 'symbol') return target[key];
      if (isHarmless(key)) return (globalThis as Record<string, unknown>)[key];
      return globals.get(key) ?? hooks.standIn(`${name}.${key}`);
    },
    has: () => true,
  });
}

/** The value of every global that is not harmless; globals that are not listed get a stand-in. */
export function userGlobals(hooks: GlobalHooks): ReadonlyMap<string, unknown> {
  const globals = new Map<string, unknown>([
    ['tf', hooks.tensorflow],
    ['fetch', hooks.fetch],
    ['JSON', tolerantJson(hooks)],
    ['process', guardedProcess(hooks)],
    ['setTimeout', timer(hooks)],
    ['setImmediate', (callback: unknown, ...args: unknown[]) => timer(hooks)(callback, 0, ...args)],
    ['requestAnimationFrame', quiet],
    ['setInterval', quiet],
    ['alert', quiet],
    ['console', new Proxy({}, { get: () => quiet })],
    ['__filename', hooks.file],
    ['__dirname', path.dirname(hooks.file)],
  ]);
  for (const name of ['globalThis', 'window', 'self', 'global']) {
    globals.set(name, guardedGlobal(name, globals, hooks));
  }
  return globals;
}
