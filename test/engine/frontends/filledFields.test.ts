import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { builtText } from '../../support/builtText';

const layersOf = async (site: string, body: string): Promise<number> => {
  const { description } = await builtText(site, `export class Net {\n${body}\n}`);
  return description.graph.layers.length;
};
const layer = "tf.layers.dense({ units: 2, inputShape: [4], name: 'a' })";
const empty = 'model = tf.sequential();';

it.each([
  ['a method', 'Net.build', `${empty} build() { this.model.add(${layer}); }`],
  [
    'a method with arguments of its own and of the class',
    'Net.build',
    `${empty} constructor(private inputs = 4) {}
     build(units: number) { this.model.add(tf.layers.dense({ units, inputShape: [this.inputs] })); }`,
  ],
  [
    'a method through a variable',
    'Net.build',
    `${empty} build() { const m = this.model; m.add(${layer}); }`,
  ],
  ['a function in a field', 'Net.build', `${empty} build = () => { this.model.add(${layer}); }`],
  [
    'methods that call each other',
    'Net.build',
    `${empty} addFirst() { this.model.add(${layer}); } build() { this.addFirst(); }`,
  ],
  [
    'a method after the constructor made it',
    'Net.build',
    `model: tf.Sequential; constructor() { this.model = new tf.Sequential({ name: 'net' }); }
     build() { this.model.add(${layer}); }`,
  ],
  [
    'the constructor that calls the method',
    'Net.constructor',
    `${empty} constructor() { this.build(); } build() { this.model.add(${layer}); }`,
  ],
  [
    'one of two methods',
    'Net.buildSecond',
    `first = tf.sequential(); second = tf.sequential();
     buildFirst() { this.first.add(${layer}); } buildSecond() { this.second.add(${layer}); }`,
  ],
])('builds a field that is filled by %s', async (_, site, body) => {
  expect(await layersOf(site, body)).toBe(2);
});
