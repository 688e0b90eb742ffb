import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { eachFunction, pass, put, slice, words, type Call } from './captured';
import { refuse, refuseCall, type RefusalReason } from './refusal';
import { holdsLinks, readPath, temporaryEntry, temporaryPath } from './temporaryFiles';

/**
 * The file system after the lock: it can be read everywhere and written in the temporary folder. Everything
 * that is not named here is refused, so a function that a newer Node has is closed until somebody opens it.
 */

/** They read; whatever they open passes through the guarded `open`. */
const readers = new Set(
  words(`access exists fstat lstat opendir readdir readlink realpath stat statfs glob fsync fdatasync
  accessSync existsSync fstatSync lstatSync opendirSync readdirSync readlinkSync
  realpathSync statSync statfsSync globSync fsyncSync fdatasyncSync createReadStream ReadStream
  FileReadStream Stats Dirent Dir openAsBlob _toUnixTimestamp`),
);

/** Descriptors that were opened after the lock, which can be read, and those among them that can be written to. */
const opened = new Set<unknown>();
const writable = new Set<unknown>();

/** File handles of `fs.promises` that model code may write to. */
const writableHandles = new WeakSet();

function remember(descriptor: unknown, mayWrite: boolean): void {
  opened.add(descriptor);
  // A number that was closed comes back for another file.
  if (mayWrite) writable.add(descriptor);
  else writable.delete(descriptor);
}

/** Makes the arguments of a call safe in place; `false` refuses it. */
type Check = (args: unknown[], self?: unknown) => boolean;

const pathAt =
  (index: number, find = temporaryPath): Check =>
  (args) => {
    const path = find(args[index]);
    if (path === undefined) return false;
    args[index] = path;
    return true;
  };

const isWritable = (target: unknown): boolean =>
  writable.has(target) || writableHandles.has(target as object);

const descriptor: Check = (args) => isWritable(args[0]);
const readable: Check = (args) => opened.has(args[0]);
const path = pathAt(0);
const pathOrDescriptor: Check = (args) => isWritable(args[0]) || path(args);

/** A prefix, to which Node adds six letters. */
const prefix: Check = (args) => {
  const made = temporaryPath(`${String(args[0])}XXXXXX`);
  if (made === undefined) return false;
  args[0] = slice(made, 0, -6);
  return true;
};

const pathTo = pathAt(1);
const entry = pathAt(0, temporaryEntry);
const entryTo = pathAt(1, temporaryEntry);
const move: Check = (args) => entry(args) && entryTo(args) && !holdsLinks(args[0] as string);
const copyAll: Check = (args) => {
  const from = readPath(args[0]);
  if (from === undefined || !pathTo(args)) return false;
  args[0] = from;
  return !holdsLinks(from) && !holdsLinks(args[1] as string);
};

/** The checks of each function that changes files or reads a descriptor; links could lead anywhere and have no entry. */
const changes: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...words('chmod chown mkdir utimes').map((name) => [name, path] as const),
  ...words('lchmod lchown lutimes rm rmdir unlink').map((name) => [name, entry] as const),
  ...words('appendFile truncate writeFile').map((name) => [name, pathOrDescriptor] as const),
  ...words('createWriteStream WriteStream FileWriteStream').map((name) => [name, path] as const),
  ...words('fchmod fchown ftruncate futimes write writev').map(
    (name) => [name, descriptor] as const,
  ),
  ['read', readable],
  ['readv', readable],
  ['copyFile', pathTo],
  ['cp', copyAll],
  ['mkdtemp', prefix],
  ['rename', move],
]);

interface Guarded {
  readonly owner: object;
  readonly called: string;
  readonly isAsync: boolean;
}

const refused = ({ called, isAsync }: Guarded, name: string, reason: RefusalReason): unknown =>
  refuse(`${called}.${name}`, reason, isAsync);

function guardChange(guarded: Guarded, name: string, call: Call, check: Check): void {
  // Not an arrow function: some are called with `new`.
  put(guarded.owner, name, function (this: unknown, ...args: unknown[]): unknown {
    if (check(args, this)) return pass(call, this, args, new.target);
    return refused(guarded, name, 'process.refused-file');
  });
}

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NOATIME, O_NONBLOCK, O_SYNC, O_DSYNC } =
  fs.constants as Readonly<Record<string, number | undefined>>;
const harmlessFlags = [O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NOATIME, O_NONBLOCK, O_SYNC, O_DSYNC]
  .map((flag) => flag ?? 0)
  .reduce((all, flag) => all | flag, 0);
const readingFlags = /^r?s?$/;

/** Tells flags that leave a file as it is; without flags a file is opened to be read. */
function onlyReads(flags: unknown): boolean {
  if (typeof flags === 'string') return readingFlags.test(flags);
  if (typeof flags === 'number') return (flags & ~harmlessFlags) === 0;
  return flags === undefined || flags === null || typeof flags === 'function';
}

type Open = (self: unknown, call: Call, args: unknown[], mayWrite: boolean) => unknown;

const openNow: Open = (self, call, args, mayWrite) => {
  const found = pass(call, self, args);
  remember(found, mayWrite);
  return found;
};

/** The descriptor comes to a callback, the last argument. */
const openLater: Open = (self, call, args, mayWrite) => {
  const done = args[args.length - 1];
  if (typeof done === 'function') {
    args[args.length - 1] = (error: unknown, found: unknown): void => {
      if (!error) remember(found, mayWrite);
      pass(done as Call, undefined, [error, found]);
    };
  }
  return pass(call, self, args);
};

const openHandle: Open = (self, call, args, mayWrite) =>
  (pass(call, self, args) as Promise<FileHandle>).then((handle) => {
    guardHandles(handle);
    fixFile(handle);
    if (mayWrite) writableHandles.add(handle);
    return handle;
  });

/** Ties a handle to its file: Node asks it for its descriptor, and for an object behind a symbol, at each call. */
function fixFile(handle: FileHandle): void {
  let { fd } = handle;
  const tied = {
    get: () => fd,
    // Node sets it when the handle is closed.
    set: (next: unknown) => {
      if (next === -1) fd = -1;
    },
    configurable: false,
  };
  for (const symbol of Object.getOwnPropertySymbols(handle)) {
    const value: unknown = Reflect.get(handle, symbol);
    if (value === fd) Object.defineProperty(handle, symbol, tied);
    else if (typeof value === 'object' && value !== null) {
      Object.defineProperty(handle, symbol, { writable: false, configurable: false });
    }
  }
  Object.defineProperty(handle, 'fd', tied);
}

/** Files may be opened to be read: definitions import JSON, and probes read data. */
function guardOpening(guarded: Guarded, name: string, call: Call, open: Open): void {
  put(guarded.owner, name, function (this: unknown, ...args: unknown[]): unknown {
    if (onlyReads(args[1])) return open(this, call, args, false);
    if (path(args)) return open(this, call, args, true);
    return refused(guarded, name, 'process.refused-opening');
  });
}

/** `readFile` takes flags too; its options are read once. */
function guardReading(guarded: Guarded, name: string, call: Call): void {
  put(guarded.owner, name, function (this: unknown, ...args: unknown[]): unknown {
    const [file, options] = args;
    if (typeof file === 'number' && !opened.has(file))
      return refused(guarded, name, 'process.refused-call');
    if (typeof options === 'object' && options !== null) {
      const { encoding, flag, signal } = options as Record<string, unknown>;
      if (!onlyReads(flag)) return refused(guarded, name, 'process.refused-opening');
      args[1] = { encoding, flag: flag ?? 'r', ...(signal !== undefined && { signal }) };
    }
    return pass(call, this, args);
  });
}

/** Only what model code opened can be closed: the engine has descriptors of its own. */
function guardClosing(guarded: Guarded, name: string, call: Call): void {
  put(guarded.owner, name, function (this: unknown, ...args: unknown[]): unknown {
    if (!opened.delete(args[0])) return refused(guarded, name, 'process.refused-call');
    writable.delete(args[0]);
    return pass(call, this, args);
  });
}

const handleReaders = new Set(
  words(`constructor close datasync getAsyncId read readFile readLines readableWebStream readv stat sync
  createReadStream`),
);
const guardedHandles = new WeakSet();
const isOwnWritable: Check = (_, self) => writableHandles.has(self as object);

/** The class of file handles, which no module exports: guarded before model code gets its first object. */
function guardHandles(handle: object): void {
  const owner = Object.getPrototypeOf(handle) as object;
  if (guardedHandles.has(owner)) return;
  guardedHandles.add(owner);
  const guarded = { owner, called: 'FileHandle', isAsync: true };
  eachFunction(owner, (name, call) => {
    if (!handleReaders.has(name)) guardChange(guarded, name, call, isOwnWritable);
  });
  Object.freeze(owner);
}

const plainName = (name: string): string => name.replace(/Sync$/, '');

function guard(guarded: Guarded, name: string, call: Call): void {
  const plain = plainName(name);
  const open = guarded.isAsync ? openHandle : name === 'openSync' ? openNow : openLater;
  const change = changes.get(plain);
  if (plain === 'open') guardOpening(guarded, name, call, open);
  else if (plain === 'close') guardClosing(guarded, name, call);
  else if (plain === 'readFile') guardReading(guarded, name, call);
  else if (change) guardChange(guarded, name, call, change);
  else if (!readers.has(name)) {
    refuseCall(guarded.owner, name, `${guarded.called}.${name}`, guarded.isAsync);
  }
}

/** Guards `fs` and `fs.promises` for the rest of this process. */
export function lockFiles(): void {
  const all: Guarded[] = [
    { owner: fs, called: 'fs', isAsync: false },
    { owner: fs.promises, called: 'fs.promises', isAsync: true },
  ];
  // Their getters make these classes when they are first asked for.
  for (const name of words('ReadStream WriteStream FileReadStream FileWriteStream')) {
    put(fs, name, Reflect.get(fs, name));
  }
  for (const guarded of all) {
    eachFunction(guarded.owner, (name, call) => guard(guarded, name, call));
  }
}
