import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTarget } from '../../../src/cli/run/sites';

const model = (name: string): string =>
  `export function ${name}() { return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }); }\n`;
const tensorflow = "import * as tf from '@tensorflow/tfjs';\n";

const parts = `
from torch import nn

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.mix = nn.Linear(4, 4)
    def forward(self, x):
        return x + self.mix(x)

class Net(nn.Module):
    def __init__(self, block):
        super().__init__()
        self.one, self.two = block(), Block()
    def forward(self, x):
        return self.two(self.one(x))

def small():
    return Net(block=Block)
`;
const variable = `
from torch import nn

def net():
    return nn.Sequential(nn.Linear(4, 4))

def other():
    net = nn.Sequential(nn.Linear(4, 2))
    return net
`;

let root = '';
const at = (name: string): string => path.join(root, name);
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  writeFileSync(at('one.ts'), tensorflow + model('only'));
  writeFileSync(at('two.ts'), tensorflow + model('first') + model('second'));
  writeFileSync(at('none.ts'), 'export const x = 1;\n');
  writeFileSync(at('parts.py'), parts);
  writeFileSync(at('variable.py'), variable);
  writeFileSync(at('c#.ts'), tensorflow + model('sharp'));
  writeFileSync(at('model.json'), '{}');
  mkdirSync(at('empty'));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('readTarget', () => {
  it.each([
    ['one.ts', 'one.ts', 'only', { line: 2, column: 1 }],
    ['parts.py', 'parts.py', 'small', { line: 18, column: 1 }],
    ['two.ts#second', 'two.ts', 'second', { line: 3, column: 1 }],
    ['c#.ts', 'c#.ts', 'sharp', { line: 2, column: 1 }],
    ['c#.ts#sharp', 'c#.ts', 'sharp', { line: 2, column: 1 }],
    ['model.json', 'model.json', '', { line: 1, column: 1 }],
  ])('reads %s', async (given, file, site, place) => {
    const target = { file: at(file), site, at: { file: at(file), ...place } };
    expect(await readTarget(at(given))).toEqual(target);
  });

  it.each([
    ['two.ts', /defines 2 models; name one: .*two\.ts#first, .*two\.ts#second/],
    ['variable.py', /defines 2 models; name one: .*variable\.py#net, .*variable\.py#other/],
    ['two.ts#third', /There is no third in .*two\.ts; there is .*#first/],
    ['none.ts', /There is no model definition in .*none\.ts/],
    ['missing.ts', /missing\.ts does not exist/],
    ['.', /is a folder; name one of its models: .*one\.ts#only, .*two\.ts#first/],
    ['empty', /empty is a folder without a model definition/],
  ])('refuses %s and says what there is', async (given, sentence) => {
    await expect(readTarget(at(given))).rejects.toThrow(sentence);
  });

  it('places the failure of a file that cannot be searched at its top', async () => {
    writeFileSync(at('deep.ts'), `${tensorflow}tf.model(${'['.repeat(50_000)}`);
    await expect(readTarget(at('deep.ts'))).rejects.toMatchObject({
      code: 'syntax-error',
      at: { file: at('deep.ts'), line: 1, column: 1 },
    });
  });
});
