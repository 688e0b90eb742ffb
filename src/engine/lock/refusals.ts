import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import inspector from 'node:inspector';
import net from 'node:net';
import v8 from 'node:v8';
import workerThreads from 'node:worker_threads';

/**
 * The one list of calls that model code may not make. `lockProcess` refuses all of them for the rest of the
 * process, `guardProcess` lets a run handle those that would end the process or give access to it, and
 * `userGlobals` gives user code a `process` without them.
 */

/** Functions of one object that model code may not call. */
export interface Refused {
  /** The name of the object in messages. */
  readonly called: string;
  readonly owner: object;
  readonly names: readonly string[];
  /** They return a promise, so a refusal rejects instead of throwing. */
  readonly isAsync?: boolean;
  /** They change files, which is fine in the temporary folder. */
  readonly changesFiles?: boolean;
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const lookUps =
  words(`lookup lookupService resolve resolve4 resolve6 resolveAny resolveCaa resolveCname
  resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTxt reverse`);

/** Every way to the network: all sockets of Node, `fetch` among them, pass through the prototypes. */
export const network: readonly Refused[] = [
  { called: '', owner: globalThis, names: ['fetch'], isAsync: true },
  { called: '', owner: globalThis, names: ['WebSocket', 'XMLHttpRequest', 'EventSource'] },
  { called: 'http', owner: http, names: ['request', 'get', 'createServer'] },
  { called: 'https', owner: https, names: ['request', 'get', 'createServer'] },
  { called: 'net', owner: net, names: ['connect', 'createConnection', 'createServer'] },
  { called: 'net.Socket', owner: net.Socket.prototype, names: ['connect'] },
  { called: 'net.Server', owner: net.Server.prototype, names: ['listen'] },
  { called: 'dgram', owner: dgram, names: ['createSocket'] },
  { called: 'dgram.Socket', owner: dgram.Socket.prototype, names: ['bind', 'connect', 'send'] },
  { called: 'dns', owner: dns, names: lookUps },
  { called: 'dns.Resolver', owner: dns.Resolver.prototype, names: lookUps },
  { called: 'dns.promises', owner: dns.promises, names: lookUps, isAsync: true },
];

/** Everything that starts another process, another thread with a Node of its own, or a debugger. */
const processes: readonly Refused[] = [
  {
    called: 'child_process',
    owner: childProcess,
    names: words('spawn spawnSync exec execSync execFile execFileSync fork'),
  },
  {
    called: 'child_process.ChildProcess',
    owner: childProcess.ChildProcess.prototype,
    names: ['spawn'],
  },
  { called: 'worker_threads', owner: workerThreads, names: ['Worker'] },
  { called: 'inspector', owner: inspector, names: ['open'] },
  { called: 'v8', owner: v8, names: ['writeHeapSnapshot', 'setFlagsFromString'] },
];

const writing =
  words(`appendFile chmod chown copyFile cp fchmod fchown ftruncate futimes lchmod lchown
  link lutimes mkdir mkdtemp rename rm rmdir symlink truncate unlink utimes write writeFile writev`);

/** Everything that changes files by path or descriptor; what opens them is guarded by its flags. */
const files: readonly Refused[] = [
  {
    called: 'fs',
    owner: fs,
    names: [
      ...writing,
      ...writing.map((name) => `${name}Sync`),
      'createWriteStream',
      'WriteStream',
      'FileWriteStream',
    ],
    changesFiles: true,
  },
  {
    called: 'fs.promises',
    owner: fs.promises,
    names: writing,
    isAsync: true,
    changesFiles: true,
  },
];

/** Ends the process, by a name that every program knows. */
export const processEnds: Refused = {
  called: 'process',
  owner: process,
  names: words('exit abort kill'),
};

/** Ends the process by other ways, leads out of its folder, or to Node's own code. */
export const processPassages: Refused = {
  called: 'process',
  owner: process,
  names: words('reallyExit binding _linkedBinding dlopen chdir'),
};

/** Changes the rights of the process, or wakes its debugger. */
const processRights: Refused = {
  called: 'process',
  owner: process,
  names: words(
    '_kill umask setuid setgid seteuid setegid setgroups initgroups _debugProcess _debugEnd',
  ),
};

/** Properties through which model code could bypass the refusals; they are hidden from it. */
export const detours: Pick<Refused, 'owner' | 'names'> = {
  owner: process,
  names: ['getBuiltinModule', 'mainModule', 'report'],
};

/** Functions that open files, which model code may do to read them. */
export const openers: readonly Refused[] = [
  { called: 'fs', owner: fs, names: ['open', 'openSync'] },
  { called: 'fs.promises', owner: fs.promises, names: ['open'], isAsync: true },
];

/** Refused however a run is set up. */
export const always: readonly Refused[] = [
  ...processes,
  ...files,
  processEnds,
  processPassages,
  processRights,
];
