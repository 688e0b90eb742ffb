import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { trainedParameters } from '../../support/builtText';

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
  expect(await trainedParameters(site, text)).toBe(15);
});
