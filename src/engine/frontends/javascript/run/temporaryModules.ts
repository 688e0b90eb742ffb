import fs from 'node:fs';
import os from 'node:os';
import { isAbsolute, relative } from 'node:path';
import { isTemporary } from '../../../lock/temporaryFiles';

type Call = (...args: unknown[]) => unknown;

const reading = /^(?:read|exists|stat|lstat|access|realpath|opendir|createReadStream)/;
const writing =
  /^(?:write|append|mkdir|mkdtemp|rm|unlink|rename|copyFile|truncate|createWriteStream)/;

const moving = /^(?:rename|copyFile)/;

/** Relative paths mean the user's own folder, and so does a workspace that lies in the temporary one. */
const isReal = (path: unknown, root: string): boolean =>
  typeof path === 'string' &&
  isAbsolute(path) &&
  isTemporary(path) &&
  /^\.\.(?:[\\/]|$)/.test(relative(root, path));

const mayReach = (name: string, args: readonly unknown[], root: string): boolean =>
  (reading.test(name) || writing.test(name)) &&
  args.slice(0, moving.test(name) ? 2 : 1).every((path) => isReal(path, root));

/** A file system that is real in the temporary folder and a stand-in everywhere else. */
function onlyTemporary(real: object, standIn: object, root: string): object {
  return new Proxy(standIn, {
    get(target, key): unknown {
      const absent: unknown = Reflect.get(target, key);
      const call: unknown = Reflect.get(real, key);
      if (key === 'promises') return onlyTemporary(fs.promises, absent as object, root);
      if (key === 'default') return onlyTemporary(real, target, root);
      if (typeof key === 'symbol' || typeof call !== 'function') return absent;
      return (...args: unknown[]): unknown =>
        mayReach(key, args, root) ? (call as Call).apply(real, args) : (absent as Call)(...args);
    },
  });
}

const onlyTmpdir = (standIn: object): object =>
  new Proxy(standIn, {
    get(target, key): unknown {
      if (key === 'default') return onlyTmpdir(target);
      return key === 'tmpdir' ? os.tmpdir : Reflect.get(target, key);
    },
  });

/**
 * `fs` and `os` for code that builds a model, if `specifier` names one of them. Reads and writes in the
 * system's temporary folder, by absolute paths outside the workspace, are real; elsewhere reads give
 * stand-ins, and writes do nothing.
 */
export function temporaryModule(
  specifier: string,
  standIn: (what: string) => unknown,
  root: string,
): object | undefined {
  const absent = (): object => standIn(`'${specifier}'`) as object;
  const plain = specifier.replace(/^node:/, '');
  if (plain === 'fs') return onlyTemporary(fs, absent(), root);
  if (plain === 'fs/promises') return onlyTemporary(fs.promises, absent(), root);
  return plain === 'os' ? onlyTmpdir(absent()) : undefined;
}
