import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { described } from './described';
import type { RandomNetwork } from './randomNetwork';

/** The L2 norm and the largest entry of a gradient. */
type Norms = readonly [l2: number, maxAbs: number];

/** The values that PyTorch computes for a network in float64. */
export interface Expected {
  readonly seed: number;
  readonly loss: number;
  /** By layer, in the order of its weights. */
  readonly weights: Readonly<Record<string, readonly Norms[]>>;
  /** By `to:slot`. */
  readonly edges: Readonly<Record<string, Norms>>;
  /** Of the output of each layer, in their order. */
  readonly means: Readonly<Record<string, number>>;
  /** The distance of PyTorch's own float32, as a share of the tolerance. */
  readonly drift: number;
}

const script = fileURLToPath(new URL('reference.py', import.meta.url));
const recording = new URL('../../fixtures/randomNetworks.jsonl.gz', import.meta.url);

const parsed = (lines: string): Expected[] =>
  lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Expected);

/** Tells whether a Python has PyTorch. */
export const hasTorch = (python: string): boolean =>
  spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;

/** Asks PyTorch for loss and gradients of networks. Throws what Python says where it fails. */
export function torchReference(python: string, networks: readonly RandomNetwork[]): Expected[] {
  const input = networks.map((network) => `${described(network)}\n`).join('');
  const { status, stdout, stderr } = spawnSync(python, [script], {
    ...{ input, encoding: 'utf8', maxBuffer: 1 << 30 },
  });
  if (status !== 0) throw new Error(stderr);
  return parsed(stdout);
}

/** PyTorch's values for the networks of the seeds from 1 on, for machines without PyTorch. */
export const recordedReference = (): Expected[] =>
  parsed(gunzipSync(readFileSync(recording)).toString('utf8'));

export function record(expected: readonly Expected[]): void {
  const shorter = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(8)) : value;
  const lines = expected.map((each) => `${JSON.stringify(each, shorter)}\n`);
  writeFileSync(recording, gzipSync(lines.join(''), { level: 9 }));
}
