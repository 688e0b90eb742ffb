import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTarget } from '../../../src/cli/run/sites';

const model = (name: string): string =>
  `export function ${name}() { return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }); }\n`;
const tensorflow = "import * as tf from '@tensorflow/tfjs';\n";

let root = '';
const at = (name: string): string => path.join(root, name);
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  writeFileSync(at('one.ts'), tensorflow + model('only'));
  writeFileSync(at('two.ts'), tensorflow + model('first') + model('second'));
  writeFileSync(at('none.ts'), 'export const x = 1;\n');
  writeFileSync(at('c#.ts'), tensorflow + model('sharp'));
  writeFileSync(at('model.json'), '{}');
});
afterAll(() => rmSync(root, { recursive: true }));

describe('readTarget', () => {
  it.each([
    ['one.ts', 'one.ts', 'only'],
    ['two.ts#second', 'two.ts', 'second'],
    ['c#.ts', 'c#.ts', 'sharp'],
    ['c#.ts#sharp', 'c#.ts', 'sharp'],
    ['model.json', 'model.json', ''],
  ])('reads %s', async (given, file, site) => {
    expect(await readTarget(at(given))).toEqual({ file: at(file), site });
  });

  it.each([
    ['two.ts', /defines 2 models; name one: .*two\.ts#first, .*two\.ts#second/],
    ['two.ts#third', /There is no third in .*two\.ts; there is .*#first/],
    ['none.ts', /There is no model definition in .*none\.ts/],
    ['missing.ts', /missing\.ts does not exist/],
  ])('refuses %s and says what there is', async (given, sentence) => {
    await expect(readTarget(at(given))).rejects.toThrow(sentence);
  });
});
