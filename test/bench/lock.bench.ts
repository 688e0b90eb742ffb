// The slowdown by the lock: the same work in a locked process and in one that is not,
// the best of nine runs each.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleLock } from '../support/lockedProcess';

interface Row {
  readonly work: string;
  readonly freeMilliseconds: number;
  readonly lockedMilliseconds: number;
  readonly ratio: number;
}

const LENGTH = 1 << 16;

/** Work that the engine and custom layers do outside the kernels of a backend. */
const work = {
  'read elements': (all: Float32Array) => {
    let sum = 0;
    for (let k = 0; k < 40; k++) for (let i = 0; i < all.length; i++) sum += all[i] ?? 0;
    return sum;
  },
  'write elements': (all: Float32Array) => {
    for (let k = 0; k < 40; k++) for (let i = 0; i < all.length; i++) all[i] = i / 2;
  },
  'copy elements': (all: Float32Array) => {
    for (let k = 0; k < 4000; k++) new Float32Array(1000).set(all.subarray(k, k + 1000));
  },
  'methods of arrays': (all: Float32Array) =>
    Array.from(all, (x) => x * 2)
      .filter((x) => x > 0)
      .map(Math.sqrt)
      .reduce((a, b) => a + b, 0),
  'functions of Math': () => {
    let sum = 0;
    for (let k = 0; k < 1e6; k++) sum += Math.sqrt(k) + Math.exp(-k) + Math.max(k, 3);
    return sum;
  },
  'maps and sets': () => {
    const [map, set] = [new Map<number, number>(), new Set<number>()];
    for (let k = 0; k < 2e5; k++) map.set(k % 1000, k).get(set.add(k % 999).size);
    return [...map.values(), ...set].length;
  },
  'spread and destructuring': () => {
    let sum = 0;
    for (let k = 0; k < 2e5; k++) {
      const [a, ...rest] = [k, 2, 3, 4];
      sum += a + Math.max(...rest);
    }
    return sum;
  },
};

const script = (folder: string, locks: boolean): string => `
  const { lockProcess } = require(${JSON.stringify(path.join(folder, 'lock.cjs'))});
  ${locks ? 'lockProcess({ allowNetwork: false });' : ''}
  const numbers = Float32Array.from({ length: ${LENGTH} }, (_, i) => Math.sin(i));
  const best = (run) => Math.min(...Array.from({ length: 9 }, () => {
    const began = performance.now();
    run(numbers);
    return performance.now() - began;
  }));
  process.stdout.write(JSON.stringify([${Object.values(work).join(',')}].map(best)));`;

export async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-lock-'));
  try {
    await bundleLock(folder);
    const [free, locked] = [false, true].map(
      (locks) =>
        JSON.parse(
          execFileSync(process.execPath, ['-e', script(folder, locks)], { encoding: 'utf8' }),
        ) as number[],
    );
    const rounded = (value: number) => Math.round(value * 100) / 100;
    return Object.keys(work).map((name, i) => ({
      work: name,
      freeMilliseconds: rounded(free?.[i] ?? NaN),
      lockedMilliseconds: rounded(locked?.[i] ?? NaN),
      ratio: rounded((locked?.[i] ?? NaN) / (free?.[i] ?? NaN)),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
