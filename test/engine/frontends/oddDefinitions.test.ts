import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { builtText } from '../../support/builtText';
import { refusal } from '../../support/refusal';

const inFunction = (...body: readonly string[]) =>
  builtText('net', ['export function net() {', ...body, '}'].join('\n'));

const first = "tf.layers.dense({ units: 2, inputShape: [4], name: 'a' })";

it.each([
  [
    'two layers of one name',
    `return tf.sequential({ layers: [${first}, ${first}] });`,
    /"a" is used 2 times/,
  ],
  [
    'more layers in a row than TensorFlow.js can follow',
    `const model = tf.sequential({ layers: [${first}] });
     for (let i = 0; i < 8000; i++) model.add(tf.layers.dense({ units: 2 }));
     return model;`,
    /has 8001 layers one after the other/,
  ],
  [
    'a thrown value without a text',
    `if (tf) throw Object.create(null); return tf.sequential({ layers: [${first}] });`,
    /\[object\]/,
  ],
  [
    'an error whose message is no text',
    `const odd = new Error(); odd.message = { a: 1 } as never; if (tf) throw odd; return tf.sequential({ layers: [${first}] });`,
    /stopped with: Error: \[object Object\]/,
  ],
  [
    'an error whose stack is a number',
    `const odd = new Error('odd'); odd.stack = 7 as never; if (tf) throw odd; return tf.sequential({ layers: [${first}] });`,
    /stopped with: Error: odd/,
  ],
  [
    'an error whose stack cannot be read',
    `const odd = new Error('odd'); Object.defineProperty(odd, 'stack', { get() { throw 1; } }); if (tf) throw odd; return tf.sequential({ layers: [${first}] });`,
    /stopped with: Error: odd/,
  ],
])('says at its line what is wrong: %s', async (_, body, sentence) => {
  expect(await refusal(inFunction(body))).toMatchObject({
    code: 'model-threw',
    sentence: expect.stringMatching(sentence) as string,
    at: { file: 'net.ts' },
  });
});

it.each([
  ['does not fit', 'model.add(tf.layers.conv2d({ filters: 4, kernelSize: 3 }));'],
  ['cannot be made', 'model.add(tf.layers.dense({ units: -1 }));'],
  ['does not compile', "model.compile({ optimizer: 'none', loss: 'meanSquaredError' });"],
])('draws no script whose network %s as if it ended there', async (_, line) => {
  const script = ['const model = tf.sequential();', `model.add(${first});`, line];
  expect(await refusal(builtText('model', script.join('\n')))).toMatchObject({
    code: 'model-threw',
    at: { file: 'net.ts', line: 4 },
  });
});

it('draws the network of a script that stops later for a reason of its own', async () => {
  const script = ['const model = tf.sequential();', `model.add(${first});`, "JSON.parse('{');"];
  const built = await builtText('model', script.join('\n'));
  expect(built.description.graph.layers).toHaveLength(2);
});
