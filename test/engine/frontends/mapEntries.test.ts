import { resolve } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { openModel } from '../../support/openModel';

const parameters = async (site: string, text: string): Promise<number> => {
  const request = {
    root: resolve('.'),
    file: resolve('net.ts'),
    text: `import * as tf from '@tensorflow/tfjs';\n${text}`,
    site,
    arguments: {},
    backend: 'auto',
    probe: null,
  } as const;
  const built = await (await openModel(request))(1);
  return built.description.graph.layers.reduce(
    (sum, { parameters: own }) => sum + own.trainable,
    0,
  );
};
const net = (units: number) =>
  `tf.sequential({ layers: [tf.layers.dense({ units: ${units}, inputShape: [4] })] })`;

it.each([
  [
    'a function in a map',
    'nets.large',
    `export const nets = new Map([['small', () => ${net(2)}], ['large', () => ${net(3)}]]);`,
  ],
  [
    'a function put into a map',
    'nets.large',
    `const nets = new Map([['small', () => ${net(2)}]]); nets.set('large', () => ${net(3)});`,
  ],
  [
    'a model in a map',
    'nets.large',
    `export const nets = new Map([['small', ${net(2)}], ['large', ${net(3)}]]);`,
  ],
  [
    'a model of entries',
    'nets.large',
    `export const nets = Object.fromEntries([['small', ${net(2)}], ['large', ${net(3)}]]);`,
  ],
  ['a promise of a model', 'model', `export const model = Promise.resolve(${net(3)});`],
  ['a promise as the default export', 'default', `export default Promise.resolve(${net(3)});`],
])('builds %s', async (_, site, text) => {
  expect(await parameters(site, text)).toBe(15);
});
