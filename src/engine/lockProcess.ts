import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Failure } from '../shared/base/failures';
import { always, network, type Refused } from './refusals';

const refusal = (what: string): Failure =>
  new Failure('unbuildable', `its code called ${what}, which model code may not do`);

function put(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

function refuse({ called, owner, names, isAsync }: Refused): void {
  for (const name of names.filter((one) => one in owner)) {
    const what = called === '' ? name : `${called}.${name}`;
    // Not an arrow function: some are called with `new`.
    put(owner, name, function (): unknown {
      if (isAsync) return Promise.reject(refusal(what));
      throw refusal(what);
    });
  }
}

type Open = (this: unknown, path: unknown, flags?: unknown, ...rest: unknown[]) => unknown;

const { O_CREAT, O_RDWR, O_TRUNC, O_WRONLY } = fs.constants;

/** Whether opening with these flags leaves the file as it is; the flags may be left out. */
function onlyReads(flags: unknown): boolean {
  if (typeof flags === 'string') return /^r?s?$/.test(flags);
  if (typeof flags !== 'number') return true;
  return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) === 0;
}

/** Files may be opened to be read: definitions import JSON, and probes read data. */
function guardOpening(owner: object, name: string, called: string): void {
  const open = Reflect.get(owner, name) as Open;
  put(owner, name, function (this: unknown, ...args: Parameters<Open>): unknown {
    if (onlyReads(args[1])) return open.apply(this, args);
    const refused = refusal(`${called}.${name} to write a file`);
    if (owner === fs.promises) return Promise.reject(refused);
    throw refused;
  });
}

/** Properties of `process` that lead around the refusals. */
const detours = ['getBuiltinModule', 'mainModule', 'report'];

/**
 * Takes from this process for the rest of its life what no model needs: the network (unless allowed), other
 * processes and threads, writing files, and ending the process. Called when everything of the engine's own
 * is loaded and before the first line of user code; code that runs later, such as a custom layer's `call`,
 * meets it too. It keeps mistakes and careless code in check; what malicious code may do is decided by
 * whether the workspace is trusted.
 */
export function lockProcess({ allowNetwork }: { readonly allowNetwork: boolean }): void {
  for (const refused of [...always, ...(allowNetwork ? [] : network)]) refuse(refused);
  guardOpening(fs, 'open', 'fs');
  guardOpening(fs, 'openSync', 'fs');
  guardOpening(fs.promises, 'open', 'fs.promises');
  for (const name of detours) put(process, name, undefined);
  syncBuiltinESMExports();
}
