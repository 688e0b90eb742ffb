import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { eachFunction } from './captured';
import { refuseCall } from './refusal';

/**
 * The classes below Node's modules: whoever holds one object of them could start a process or open a socket
 * past every function with a name. Their own functions are refused; those that move bytes are inherited.
 */

const classOf = (handle: unknown): object | undefined =>
  typeof handle === 'object' && handle !== null
    ? (Object.getPrototypeOf(handle) as object)
    : undefined;

/** The first value of an object's symbols that has this property. */
function behindSymbols(owner: object, name: string): unknown {
  for (const symbol of Object.getOwnPropertySymbols(owner)) {
    const value: unknown = Reflect.get(owner, symbol);
    if (typeof value === 'object' && value !== null && name in value)
      return Reflect.get(value, name);
  }
  return undefined;
}

function datagramHandle(): unknown {
  const socket = dgram.createSocket('udp4');
  const handle = behindSymbols(socket, 'handle');
  socket.close();
  return handle;
}

/** Newer versions of Node, and the permission model, do not expose it, so no code can obtain one. */
function tcpClass(): object | undefined {
  try {
    const binding = Reflect.get(process, 'binding') as (name: string) => { TCP?: unknown };
    const { TCP } = binding.call(process, 'tcp_wrap');
    return typeof TCP === 'function' ? (TCP.prototype as object) : undefined;
  } catch {
    return undefined;
  }
}

const handleOf = (owner: object): unknown => Reflect.get(owner, '_handle') as unknown;

const attempt = (find: () => object | undefined): object | undefined => {
  try {
    return find();
  } catch {
    return undefined;
  }
};

/** Pipes and processes, which stay closed even when the network is open. */
const localClasses: readonly (() => object | undefined)[] = [
  () => classOf(handleOf(process.stdout)),
  () => classOf(handleOf(process.stderr)),
  () => classOf(handleOf(new childProcess.ChildProcess())),
];

const networkClasses: readonly (() => object | undefined)[] = [
  () => classOf(datagramHandle()),
  () => classOf(handleOf(new dns.Resolver())),
  tcpClass,
];

const kept = new Set(['constructor', 'close', 'cancel', 'getAsyncId', 'setBlocking']);

function close(owner: object): void {
  eachFunction(owner, (name) => {
    if (!kept.has(name)) refuseCall(owner, name, `handle.${name}`);
  });
  fix(owner);
  // Methods that move bytes are inherited from the class of all streams, so other streams share them.
  const above = Object.getPrototypeOf(owner) as object | null;
  if (above !== null && above !== Object.prototype) fix(above);
}

/** Nobody changes these functions again; Node sets other properties. */
const fix = (owner: object): void =>
  eachFunction(owner, (name, value) => {
    // An accessor of Node's that takes no definition.
    if (name === 'onread') return;
    Reflect.defineProperty(owner, name, { value, writable: false, configurable: false });
  });

/** Refuses what opens or starts something on every native object that model code could come to hold. */
export function lockHandles(allowNetwork: boolean): void {
  const finders = allowNetwork ? localClasses : [...localClasses, ...networkClasses];
  const found = finders.map(attempt).filter((each) => each !== undefined);
  for (const each of new Set(found)) close(each);
}
