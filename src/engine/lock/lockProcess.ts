import assert from 'node:assert';
import Module from 'node:module';
import os from 'node:os';
import path from 'node:path';
import url from 'node:url';
import util from 'node:util';
import v8 from 'node:v8';
import { eachFunction, put } from './captured';
import { lockFiles } from './files';
import { lockHandles } from './handles';
import { lockLanguage } from './language';
import { lockModules } from './modules';
import { refuseCall } from './refusal';
import {
  always,
  alwaysCalls,
  detours,
  network,
  networkCalls,
  networkGlobals,
  type Closed,
} from './refusals';

// Taken before it is refused itself.
const { syncBuiltinESMExports } = Module;

function close({ called, owner, but = [], isAsync }: Closed): void {
  const kept = new Set(but);
  eachFunction(owner, (name) => {
    if (!kept.has(name)) refuseCall(owner, name, `${called}.${name}`, isAsync);
  });
}

function closeNetwork(): void {
  for (const name of networkGlobals.filter((each) => each in globalThis)) {
    refuseCall(globalThis, name, name, name === 'fetch');
  }
  for (const [called, owner, name] of networkCalls) refuseCall(owner, name, `${called}.${name}`);
  network.forEach(close);
}

/**
 * Objects that guards and the engine go on to use: nobody changes them again. What is put in the place of a
 * function of `fs` can do no more than its maker, so that stays open for loaders that rebuild its exports.
 */
const guarded: readonly object[] = [
  ...always.map(({ owner }) => owner).filter((owner) => owner !== process),
  ...network.map(({ owner }) => owner),
  ...[v8.Serializer, v8.DefaultSerializer, v8.Deserializer, v8.DefaultDeserializer].map(
    (each) => each.prototype as object,
  ),
  assert,
  Module,
  os,
  path,
  path.posix,
  path.win32,
  url,
  util,
  util.types,
];

/**
 * Locks this process for the rest of its life: refuses the network (unless allowed), other processes and
 * threads, writing files outside the temporary folder, loading modules, and ending the process; then freezes
 * the language. Call it when the engine itself is loaded and before the first line of user code; it also
 * applies to code that runs later, such as a custom layer's `call`. It is the inner of two rings and shares
 * its realm with the code that it holds: against malicious code only the trust of the workspace helps.
 */
export function lockProcess({ allowNetwork }: { readonly allowNetwork: boolean }): void {
  // Both are made when they are first asked for, by functions that are refused from here on.
  for (const stream of ['stdout', 'stderr'] as const) Reflect.get(process, stream);
  lockHandles(allowNetwork);
  lockFiles();
  lockModules();
  for (const [called, owner, name] of alwaysCalls) refuseCall(owner, name, `${called}.${name}`);
  always.forEach(close);
  if (!allowNetwork) closeNetwork();
  for (const name of detours.names) put(detours.owner, name, undefined);
  syncBuiltinESMExports();
  for (const each of guarded) Object.freeze(each);
  lockLanguage();
}
