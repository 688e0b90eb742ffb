import { resolve } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { openModel } from '../../support/openModel';

const root = resolve('test/fixtures/compiled');

/** The optimizer, its rate and the losses that a definition is compiled with. */
async function compiledAs(site: string): Promise<string> {
  const request = {
    root,
    file: resolve(root, 'outside.js'),
    site,
    arguments: {},
    backend: 'auto',
    probe: null,
  } as const;
  const { description, dispose } = await (await openModel(request))(1);
  const { compiled } = description;
  dispose();
  if (!compiled) return 'not compiled';
  const { optimizer, losses } = compiled;
  return `${optimizer?.name} ${optimizer?.learningRate}, ${losses.join(' ')}`;
}

it.each([
  ['byParameter', 'sgd 50, meanSquaredError'],
  ['byCall', 'momentum 0.2, meanSquaredError'],
  ['byAwait', 'rmsprop 6, meanSquaredError'],
  ['byProperty', 'adagrad 7, meanSquaredError'],
  ['kept', 'sgd 9, meanAbsoluteError'],
  ['passedOn', 'sgd 11, meanSquaredError'],
  ['elsewhere', 'adamax 4, meanSquaredError'],
  ['wrapped', 'sgd 17, meanSquaredError'],
  ['again', 'sgd 17, meanSquaredError'],
  ['defaulted', 'sgd 22, meanSquaredError'],
])('%s is compiled as the code that uses it does', async (site, expected) => {
  expect(await compiledAs(site)).toBe(expected);
});

it('what a definition compiles itself stays', async () => {
  expect(await compiledAs('own')).toBe('sgd 13, meanSquaredError');
});

it('options that only exist when the program runs, and those of other objects, do not count', async () => {
  expect(await compiledAs('unknown')).toBe('not compiled');
  expect(await compiledAs('never')).toBe('not compiled');
  // Its default counts for no call that there is.
  expect(await compiledAs('chosen')).toBe('not compiled');
});
