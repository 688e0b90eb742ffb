import { resolve } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { describeNetwork } from '../../../src/analysis/cost/describeNetwork';
import { openModel } from '../../support/openModel';
import type { Group } from '../../../src/shared/network/network';

const helpers = `import * as tf from '@tensorflow/tfjs';
type T = tf.SymbolicTensor;
const dense = (x: T, units = 4) => tf.layers.dense({ units }).apply(x) as T;
function pair(x: T) { return dense(dense(x)); }
function residual(x: T) { return tf.layers.add().apply([x, dense(dense(x))]) as T; }
const input = () => tf.input({ shape: [4] });
`;

async function build(code: string) {
  const { description: model, dispose } = await (
    await openModel({
      root: resolve('.'),
      file: resolve('net.ts'),
      text: helpers + code,
      site: 'make',
      arguments: {},
      backend: 'auto',
      probe: null,
    })
  )(1);
  dispose();
  return model.graph;
}

/** `pair(2)` is a call that made two layers; what it holds stands in braces. */
async function callsIn(code: string): Promise<string> {
  const { layers, groups } = await build(code);
  const within = (parent: Group['id'] | null): string =>
    groups
      .filter((group) => group.parent === parent)
      .map(({ id, name }) => {
        const inner = within(id);
        const own = layers.filter(({ group }) => group === id).length;
        return `${name}(${own})${inner ? `{${inner}}` : ''}`;
      })
      .join(' ');
  return within(null);
}

const factory = (body: string) => `export function make() {
  const a = input();
  let x = dense(a);
  ${body}
  return tf.model({ inputs: a, outputs: dense(x) });
}`;

it.each([
  [
    'each call of a helper, helpers of one layer left out',
    'x = pair(x); x = residual(x);',
    'pair(2) residual(3)',
  ],
  [
    'two calls at one place in a loop',
    'for (let i = 0; i < 2; i++) x = pair(x);',
    'pair(2) pair(2)',
  ],
  ['two calls in one line', 'x = pair(pair(x));', 'pair(2) pair(2)'],
  [
    'a method',
    'class B { step(x: T) { return pair(dense(x)); } } x = new B().step(x);',
    'step(1){pair(2)}',
  ],
  [
    'an arrow function',
    'const body = (x: T) => residual(dense(x)); x = body(x);',
    'body(1){residual(3)}',
  ],
  ['calls within a callback', '[1, 2].forEach(() => { x = pair(x); });', 'pair(2) pair(2)'],
  [
    'a recursion once',
    'const grow = (x: T, n: number): T => (n ? grow(dense(x), n - 1) : x); x = grow(x, 3);',
    'grow(3)',
  ],
  [
    'the caller again after a call that threw',
    'const bad = (x: T) => { dense(x); throw new Error("no"); }; const two = (x: T) => { x = dense(x); try { bad(x); } catch { x = dense(x); } return x; }; x = two(x);',
    'two(2)',
  ],
  [
    'each iteration of more than one layer',
    'for (let i = 0; i < 3; i++) { x = dense(x); x = dense(x); }',
    'iteration 1(2) iteration 2(2) iteration 3(2)',
  ],
  [
    'iterations by their number, those without layers counted',
    'for (const i of [1, 2, 3]) { if (i === 2) continue; x = dense(x); x = dense(x); if (i === 3) break; }',
    'iteration 1(2) iteration 3(2)',
  ],
  [
    'iterations within the call around them, from the start in each call',
    'const twice = (x: T) => { x = dense(x); let i = 0; while (i++ < 2) { x = dense(x); x = dense(x); } return x; }; x = twice(twice(x));',
    'twice(1){iteration 1(2) iteration 2(2)} twice(1){iteration 1(2) iteration 2(2)}',
  ],
  [
    'iterations of loops within each other, by line',
    'outer: for (const i of [1, 2]) {\n  x = dense(x);\n  for (const j in { a: 1, b: 2 }) { if (i === 2 && j === "b") continue outer; x = dense(x); x = dense(x); }\n}',
    'iteration 1, line 10(1){iteration 1, line 12(2) iteration 2, line 12(2)} iteration 2, line 10(1){iteration 1, line 12(2)}',
  ],
  [
    'the callbacks of an array',
    '[1, 2].forEach(() => { x = dense(x); x = dense(x); });',
    'iteration 1(2) iteration 2(2)',
  ],
  [
    'the callbacks of reduce, and the name of one that has a name',
    'x = [1, 2].reduce<T>((y) => dense(dense(y)), x); [1].map(function named() { x = dense(x); x = dense(x); });',
    'iteration 1(2) iteration 2(2) named(2)',
  ],
  [
    'the function, where an iteration made what it made',
    'const once = (x: T) => { do { x = dense(x); x = dense(x); } while (false); return x; }; x = once(x);',
    'once(2)',
  ],
])('groups by %s', async (_, body, expected) => {
  expect(await callsIn(factory(body))).toBe(expected);
});

it('groups what asynchronous code makes by the helpers that it calls', async () => {
  const code = `export async function make() {
    const a = input();
    let x = pair(dense(a));
    await Promise.resolve();
    x = pair(x);
    return tf.model({ inputs: a, outputs: dense(x) });
  }`;
  expect(await callsIn(code)).toBe('pair(2) pair(2)');
});

it('groups the iterations of asynchronous code that do not wait themselves', async () => {
  const code = `export async function make() {
    const a = input();
    let x = dense(a);
    for (let i = 0; i < 2; i++) { x = dense(x); x = dense(x); }
    for await (const i of [1, 2]) { x = dense(x); x = dense(x); }
    for (let i = 0; i < 2; i++) { x = dense(x); await null; x = dense(x); }
    return tf.model({ inputs: a, outputs: dense(x) });
  }`;
  const twoLoops = [10, 11].flatMap((line) => [1, 2].map((k) => `iteration ${k}, line ${line}(2)`));
  expect(await callsIn(code)).toBe(twoLoops.join(' '));
});

it('groups the layers of a sequential model by the helper that made them or added them', async () => {
  const made = `const two = (units: number) => [tf.layers.dense({ units }), tf.layers.reLU()];
  export const make = () => tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [4] }), ...two(3), ...two(2)] });`;
  expect(await callsIn(made)).toBe('two(2) two(2)');
  const added = `function two(m: tf.Sequential) { m.add(tf.layers.dense({ units: 4 })); m.add(tf.layers.reLU()); }
  export function make() {
    const m = tf.sequential();
    m.add(tf.layers.dense({ units: 4, inputShape: [4] }));
    two(m); two(m);
    return m;
  }`;
  expect(await callsIn(added)).toBe('two(2) two(2)');
});

it('groups within a nested model, and puts a nested model into the call that applied it', async () => {
  const code = `const inner = () => { const a = input(); return tf.model({ inputs: a, outputs: pair(dense(a)), name: 'inner' }); };
  function around(x: T) { return dense(inner().apply(x) as T); }
  ${factory('x = around(x);')}`;
  expect(await callsIn(code)).toBe('around(1){inner(1){pair(2)}}');
});

it('leaves layers without a group that a custom layer makes for itself', async () => {
  const code = `class Wrapped extends tf.layers.Layer {
    static className = 'Wrapped';
    build(shape: tf.Shape) { this.prepare(); super.build(shape); }
    prepare() { return [tf.layers.dense({ units: 2 }), tf.layers.dense({ units: 2 })]; }
    call(x: tf.Tensor) { return x; }
    computeOutputShape(shape: tf.Shape) { return shape; }
  }
  ${factory('x = new Wrapped({}).apply(x) as T;')}`;
  expect(await callsIn(code)).toBe('');
});

it('runs what recording does not fit as it is written, without groups', async () => {
  const code = `function twice(x: T) { var units; function units() { return 3; } return pair(dense(x, units())); }
  ${factory('x = twice(x);')}`;
  expect(await callsIn(code)).toBe('');
});

it('names a detected block after its function, once for both', async () => {
  const graph = await build(factory('x = residual(x); x = pair(residual(x));'));
  expect(describeNetwork(graph).groups.map(({ name, repeat }) => `${name} ×${repeat}`)).toEqual([
    'network ×1',
    'stem · 4→4 ×1',
    'residual · 4→4 ×2',
    'residual 1 · 4→4 ×1',
    'residual 2 · 4→4 ×1',
    'pair · 4→4 ×1',
  ]);
});
