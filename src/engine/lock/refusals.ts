import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import inspector from 'node:inspector';
import Module from 'node:module';
import net from 'node:net';
import os from 'node:os';
import v8 from 'node:v8';
import workerThreads from 'node:worker_threads';
import { words } from './captured';

/**
 * The functions that model code may still call. Everything else is refused: a function of a newer Node stays
 * closed until it is named here. `lockProcess` refuses for the rest of the process; `guardProcess`
 * lets a run handle what would end the process or give access to it, and `userGlobals` gives user code a
 * `process` without that.
 */

/** An object of which model code may call these functions, and no other. */
export interface Closed {
  /** The name of the object in messages. */
  readonly called: string;
  readonly owner: object;
  /** The functions that stay as they are. */
  readonly but?: readonly string[];
  /** They return a promise, so a refusal rejects instead of throwing. */
  readonly isAsync?: boolean;
}

const prototypeOf = (one: { readonly prototype: object }): object => one.prototype;

/** A prototype's functions, and those that it has from a class that no module exports. */
const inherited = (called: string, owner: object): Closed[] => {
  const above = Object.getPrototypeOf(owner) as object | null;
  const own = { called, owner, but: ['constructor'] };
  return above === null || above === Object.prototype
    ? [own]
    : [own, { called, owner: above, but: ['constructor'] }];
};

/** Globals that reach the network. */
export const networkGlobals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];

/** Node's own classes of sockets; streams to the host are among them, so they keep what moves bytes. */
const sockets: readonly Closed[] = [
  {
    called: 'net',
    owner: net,
    but: words('_normalizeArgs Socket Stream Server isIP isIPv4 isIPv6'),
  },
  {
    called: 'net.Server',
    owner: net.Server.prototype,
    but: words('constructor address close getConnections ref unref'),
  },
];

export const network: readonly Closed[] = [
  { called: 'http', owner: http },
  { called: 'https', owner: https },
  ...sockets,
  { called: 'dgram', owner: dgram },
  { called: 'dgram.Socket', owner: dgram.Socket.prototype, but: words('constructor close') },
  { called: 'dns', owner: dns },
  ...inherited('dns.Resolver', dns.Resolver.prototype),
  { called: 'dns.promises', owner: dns.promises, isAsync: true },
  ...inherited('dns.promises.Resolver', prototypeOf(dns.promises.Resolver)),
];

/** Single functions of classes that are otherwise needed. */
export const networkCalls: readonly (readonly [called: string, owner: object, name: string])[] = [
  ['net.Socket', net.Socket.prototype, 'connect'],
];

/** Everything that starts another process, another thread with a Node of its own, or a debugger. */
export const always: readonly Closed[] = [
  { called: 'child_process', owner: childProcess },
  {
    called: 'child_process.ChildProcess',
    owner: childProcess.ChildProcess.prototype,
    but: ['constructor'],
  },
  {
    called: 'worker_threads',
    owner: workerThreads,
    but: words('MessageChannel MessagePort isMarkedAsUntransferable markAsUntransferable'),
  },
  { called: 'inspector', owner: inspector },
  {
    called: 'inspector.Session',
    owner: prototypeOf(inspector.Session),
    but: ['constructor'],
  },
  {
    called: 'v8',
    owner: v8,
    but: words(
      'serialize deserialize getHeapStatistics getHeapSpaceStatistics cachedDataVersionTag',
    ),
  },
  {
    called: 'module',
    owner: Module,
    but: words('createRequire isBuiltin _load _nodeModulePaths _resolveFilename _findPath'),
  },
  {
    called: 'module',
    owner: Module.prototype,
    but: words('constructor require'),
  },
  {
    called: 'module',
    owner: Reflect.get(Module, '_extensions') as object,
  },
  {
    called: 'process',
    owner: process,
    but: words(`_rawDebug _fatalException _tickCallback assert availableMemory constrainedMemory cpuUsage cwd
    emitWarning getActiveResourcesInfo getegid geteuid getgid getgroups getuid
    hasUncaughtExceptionCaptureCallback hrtime memoryUsage nextTick ref resourceUsage threadCpuUsage unref
    uptime`),
  },
];

/** Single functions of modules that otherwise only tell. */
export const alwaysCalls: readonly (readonly [called: string, owner: object, name: string])[] = [
  ['os', os, 'setPriority'],
];

interface Named {
  readonly called: string;
  readonly owner: object;
  readonly names: readonly string[];
}

/** Ends the process, by a name that every program knows. */
export const processEnds: Named = {
  called: 'process',
  owner: process,
  names: words('exit abort kill'),
};

/** Ends the process by other ways, leads out of its folder, or to Node's own code. */
export const processPassages: Named = {
  called: 'process',
  owner: process,
  names: words('reallyExit binding _linkedBinding dlopen chdir'),
};

/** Properties through which model code could bypass the refusals; they are hidden from it. */
export const detours: Pick<Named, 'owner' | 'names'> = {
  owner: process,
  names: words('getBuiltinModule mainModule report finalization'),
};
