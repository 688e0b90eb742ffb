import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { refusal } from './refusal';
import { always, detours, network, openers, type Refused } from './refusals';
import { changesOnlyTemporary, isTemporary } from './temporaryFiles';

function put(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

type Call = (this: unknown, ...args: readonly unknown[]) => unknown;

function refuse({ called, owner, names, isAsync, changesFiles = false }: Refused): void {
  for (const name of names.filter((one) => one in owner)) {
    const call = called === '' ? name : `${called}.${name}`;
    const original = Reflect.get(owner, name) as Call;
    // Not an arrow function: some are called with `new`.
    put(owner, name, function (this: unknown, ...args: unknown[]): unknown {
      if (changesFiles && mayChange(name, args)) return pass(original, this, args, new.target);
      const refused = refusal(call, changesFiles ? 'process.refused-file' : 'process.refused-call');
      if (isAsync) return Promise.reject(refused);
      throw refused;
    });
  }
}

const pass = (call: Call, self: unknown, args: unknown[], made: unknown): unknown =>
  made === undefined ? call.apply(self, args) : (Reflect.construct(call, args) as unknown);

/** Descriptors of files in the temporary folder that user code opened to write. */
const opened = new Set<unknown>();

const mayChange = (name: string, args: readonly unknown[]): boolean =>
  typeof args[0] === 'number' ? opened.has(args[0]) : changesOnlyTemporary(name, args);

const { O_CREAT, O_RDWR, O_TRUNC, O_WRONLY } = fs.constants;

/** Tells flags that leave a file as it is; without flags a file is opened to be read. */
function onlyReads(flags: unknown): boolean {
  if (typeof flags === 'string') return /^r?s?$/.test(flags);
  if (typeof flags !== 'number') return true;
  return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) === 0;
}

/** Remembers the descriptor that a function opens, whether it returns it or passes it to a callback. */
function remember(open: Call, self: unknown, args: unknown[]): unknown {
  const done = args.at(-1);
  if (typeof done !== 'function') {
    const result = open.apply(self, args);
    if (typeof result === 'number') opened.add(result);
    return result;
  }
  const finish = (error: unknown, descriptor: unknown): void => {
    if (!error) opened.add(descriptor);
    (done as Call)(error, descriptor);
  };
  return open.apply(self, [...args.slice(0, -1), finish]);
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
function guardOpening({ owner, called, names, isAsync }: Refused): void {
  for (const name of names) {
    const open = Reflect.get(owner, name) as Call;
    put(owner, name, function (this: unknown, ...args: unknown[]): unknown {
      if (onlyReads(args[1])) return open.apply(this, args);
      if (isTemporary(args[0])) return remember(open, this, args);
      const refused = refusal(`${called}.${name}`, 'process.refused-opening');
      if (isAsync) return Promise.reject(refused);
      throw refused;
    });
  }
}

/**
 * Locks this process for the rest of its life: refuses the network (unless allowed), other processes and
 * threads, writing files outside the temporary folder, and ending the process. Call it when the engine itself
 * is loaded and before the first line of user code; it also applies to code that runs later, such as a custom
 * layer's `call`. It stops mistakes and careless code; against malicious code only the trust of the workspace
 * helps.
 */
export function lockProcess({ allowNetwork }: { readonly allowNetwork: boolean }): void {
  for (const refused of [...always, ...(allowNetwork ? [] : network)]) refuse(refused);
  for (const opener of openers) guardOpening(opener);
  for (const name of ['close', 'closeSync']) forgetClosed(name);
  for (const name of detours.names) put(detours.owner, name, undefined);
  syncBuiltinESMExports();
}
