import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { trainedParameters } from '../../support/builtText';

const net = (units: string) =>
  `tf.sequential({ layers: [tf.layers.dense({ units: ${units}, inputShape: [4] })] })`;

it.each([
  ['a function', 'build', `namespace Nets { export function build() { return ${net('2')}; } }`],
  [
    'a function beside what it needs',
    'build',
    `namespace Nets { const units = 2; const make = (n: number) => ${net('n')};
       export function build() { const model = make(units); return model; } }`,
  ],
  [
    'an arrow function whose statement is not exported',
    'build',
    `namespace Nets { const build = () => ${net('2')}; }`,
  ],
  [
    'a function that names its namespace',
    'build',
    `namespace Nets { export const units = 2; export function build() { return ${net('Nets.units')}; } }`,
  ],
  [
    'a namespace within a namespace',
    'build',
    `export namespace Outer { const units = 2;
       export namespace Inner { export function build() { return ${net('units')}; } } }`,
  ],
  [
    'a namespace with a dotted name',
    'build',
    `namespace Outer.Inner { export const units = 2; export function build() { return ${net('units')}; } }`,
  ],
  [
    'a namespace in two parts',
    'build',
    `namespace Nets { export const units = 2; }
     namespace Nets { export function build() { return ${net('units')}; } }`,
  ],
  [
    'an import of another namespace',
    'build',
    `namespace Sizes { export const units = 2; }
     namespace Nets { import S = Sizes; export function build() { return ${net('S.units')}; } }`,
  ],
  [
    'a method of a class',
    'Net.build',
    `namespace Nets { export class Net { units = 2; build() { return ${net('this.units')}; } } }`,
  ],
  [
    'a model',
    'model',
    `namespace Nets { export const units = 2; export const model = ${net('units')}; }`,
  ],
  [
    'one of two models',
    'first',
    `namespace Nets { export const first = ${net('2')}; export const second = ${net('3')}; }`,
  ],
])('builds from a namespace %s', async (_, site, text) => {
  expect(await trainedParameters(site, text)).toBe(10);
});

it('runs of a namespace only what the definition needs', async () => {
  const text = `namespace Nets { JSON.parse('{'); export function build() { return ${net('2')}; } }`;
  expect(await trainedParameters('build', text)).toBe(10);
});
