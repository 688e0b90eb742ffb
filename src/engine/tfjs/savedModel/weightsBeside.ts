import { isAbsolute, normalize } from 'node:path';
import { dispose, io, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import { Failure } from '../../../shared/base/failures';
import {
  isObject,
  listAt,
  objectAt,
  textAt,
  type JsonObject,
} from '../../../shared/base/jsonValues';
import { ownValue } from '../../../shared/base/ownValue';
import { message } from '../../../shared/words/message';
import type { ReadBeside } from './savedModel';

const bytesPerEntry: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

/** Bytes of a weight in its file; a text gives its own length and is not checked. */
function bytesOf({ shape, dtype, quantization }: io.WeightsManifestEntry): number {
  const entries = shape.reduce((product, extent) => product * extent, 1);
  return entries * (ownValue(bytesPerEntry, quantization?.dtype ?? dtype) ?? 0);
}

const isExtent = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

/** Throws a `Failure` for a weight that the library could not decode. */
function checkSpec(spec: unknown): void {
  const types = [textAt(spec, 'dtype'), textAt(objectAt(spec, 'quantization'), 'dtype')];
  const known = types.every(
    (type) =>
      type === undefined || type === 'string' || ownValue(bytesPerEntry, type) !== undefined,
  );
  const shape = objectOf(spec)['shape'];
  const isWhole = Array.isArray(shape) && shape.every(isExtent) && types[0] !== undefined;
  if (known && isWhole && textAt(spec, 'name') !== undefined) return;
  const name = textAt(spec, 'name') ?? '';
  throw new Failure('not-a-model-file', message('saved.weights-undescribed', { name }));
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Weights lie beside their model or below it; a file must not have others read. */
function checkPath(path: string): void {
  if (!isAbsolute(path) && !normalize(path).startsWith('..')) return;
  throw new Failure('not-a-model-file', message('saved.weights-outside', { path }));
}

async function readGroup(group: unknown, read: ReadBeside): Promise<NamedTensorMap | undefined> {
  const paths = listAt(group, 'paths').map(String);
  const specs = listAt(group, 'weights') as io.WeightsManifestEntry[];
  paths.forEach(checkPath);
  specs.forEach(checkSpec);
  const parts = await Promise.all(paths.map(read));
  if (!parts.every((part) => part !== undefined)) return undefined;
  const data = Buffer.concat(parts);
  const wanted = specs.reduce((sum, spec) => sum + bytesOf(spec), 0);
  if (data.length < wanted) {
    const values = { files: paths.join(', '), bytes: data.length, wanted };
    throw new Failure('not-a-model-file', message('saved.weights-cut-off', values));
  }
  const buffer = data.buffer.slice(data.byteOffset, data.byteOffset + data.length);
  return io.decodeWeights(buffer, specs);
}

/**
 * Reads the weights beside a `model.json`; `undefined` if one of their files is missing.
 * Rejects with a `Failure`: of code `not-a-model-file` if a file is too short, of `file-not-found` if one cannot
 * be read.
 */
export async function readWeightsBeside(
  manifest: readonly unknown[],
  read: ReadBeside,
): Promise<NamedTensorMap | undefined> {
  if (manifest.length === 0) return undefined;
  const groups = await Promise.all(manifest.map((group) => readGroup(group, read)));
  if (groups.some((group) => group === undefined)) return undefined;
  return Object.assign({}, ...groups) as NamedTensorMap;
}

/** Its entries if they are whole numbers, or the number that all of them are. */
function numbersIn(weight: Tensor): number[] | undefined {
  const entries = weight.dataSync();
  if (weight.dtype === 'int32') return [...entries];
  const [first] = entries;
  return first !== undefined && entries.every((entry: number) => entry === first)
    ? [first]
    : undefined;
}

/**
 * The entries of the weights beside a `model.json` that hold whole numbers or one number alone, by name; none if a file is missing.
 * Rejects with a `Failure`: of code `not-a-model-file` if a file is too short, of `file-not-found` if one cannot
 * be read.
 */
export async function readNumbersBeside(
  manifest: readonly unknown[],
  read: ReadBeside,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const weights = (await readWeightsBeside(manifest, read)) ?? {};
  const numbers = Object.entries(weights)
    .map(([name, value]): [string, readonly number[] | undefined] => [name, numbersIn(value)])
    .filter((entry): entry is [string, readonly number[]] => entry[1] !== undefined);
  dispose(weights);
  return new Map(numbers);
}
