import * as l10n from '@vscode/l10n';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Failure } from '../../../shared/base/failures';
import { always, network, type Refused } from './refusals';
import { changesOnlyTemporary, isTemporary } from './temporaryFiles';

const refusal = (what: string): Failure =>
  new Failure('unbuildable', l10n.t('its code called {0}, which model code may not do', what));

function put(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

type Call = (this: unknown, ...args: readonly unknown[]) => unknown;

function refuse({ called, owner, names, isAsync, changesFiles }: Refused): void {
  for (const name of names.filter((one) => one in owner)) {
    const what = called === '' ? name : `${called}.${name}`;
    const original = Reflect.get(owner, name) as Call;
    // Not an arrow function: some are called with `new`.
    put(owner, name, function (this: unknown, ...args: unknown[]): unknown {
      if (changesFiles === true && mayChange(name, args))
        return pass(original, this, args, new.target);
      const refused = changesFiles === true ? refusedFile(what) : refusal(what);
      if (isAsync) return Promise.reject(refused);
      throw refused;
    });
  }
}

const pass = (call: Call, self: unknown, args: unknown[], made: unknown): unknown =>
  made === undefined ? call.apply(self, args) : (Reflect.construct(call, args) as unknown);

const refusedFile = (what: string): Failure =>
  new Failure(
    'unbuildable',
    l10n.t(
      'its code called {0} outside the temporary folder, the only place where model code may write',
      what,
    ),
  );

/** Descriptors of files in the temporary folder that user code opened to write. */
const opened = new Set<unknown>();

const mayChange = (name: string, args: readonly unknown[]): boolean =>
  typeof args[0] === 'number' ? opened.has(args[0]) : changesOnlyTemporary(name, args);

const { O_CREAT, O_RDWR, O_TRUNC, O_WRONLY } = fs.constants;

/** Whether opening with these flags leaves the file as it is; the flags may be left out. */
function onlyReads(flags: unknown): boolean {
  if (typeof flags === 'string') return /^r?s?$/.test(flags);
  if (typeof flags !== 'number') return true;
  return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) === 0;
}

/** Remembers the descriptor that a function opens, however it gives it. */
function remember(open: Call, self: unknown, args: unknown[]): unknown {
  const done = args.at(-1);
  if (typeof done !== 'function') {
    const result = open.apply(self, args);
    if (typeof result === 'number') opened.add(result);
    return result;
  }
  const tell = (error: unknown, descriptor: unknown): void => {
    if (!error) opened.add(descriptor);
    (done as Call)(error, descriptor);
  };
  return open.apply(self, [...args.slice(0, -1), tell]);
}

/** A descriptor that is closed may come back for another file. */
function forgetClosed(name: string): void {
  const close = Reflect.get(fs, name) as Call;
  put(fs, name, function (this: unknown, ...args: unknown[]): unknown {
    opened.delete(args[0]);
    return close.apply(this, args);
  });
}

/** Files may be opened to be read: definitions import JSON, and probes read data. */
function guardOpening(owner: object, name: string, called: string): void {
  const open = Reflect.get(owner, name) as Call;
  put(owner, name, function (this: unknown, ...args: unknown[]): unknown {
    if (onlyReads(args[1])) return open.apply(this, args);
    if (isTemporary(args[0])) return remember(open, this, args);
    const refused = refusedFile(`${called}.${name} to write a file`);
    if (owner === fs.promises) return Promise.reject(refused);
    throw refused;
  });
}

/** Properties of `process` that lead around the refusals. */
const detours = ['getBuiltinModule', 'mainModule', 'report'];

/**
 * Takes from this process for the rest of its life what no model needs: the network (unless allowed), other
 * processes and threads, writing files outside the temporary folder, and ending the process. Called when everything of the engine's own
 * is loaded and before the first line of user code; code that runs later, such as a custom layer's `call`,
 * meets it too. It keeps mistakes and careless code in check; what malicious code may do is decided by
 * whether the workspace is trusted.
 */
export function lockProcess({ allowNetwork }: { readonly allowNetwork: boolean }): void {
  for (const refused of [...always, ...(allowNetwork ? [] : network)]) refuse(refused);
  guardOpening(fs, 'open', 'fs');
  guardOpening(fs, 'openSync', 'fs');
  guardOpening(fs.promises, 'open', 'fs.promises');
  for (const name of ['close', 'closeSync']) forgetClosed(name);
  for (const name of detours) put(process, name, undefined);
  syncBuiltinESMExports();
}
