import { expect, it } from 'vitest';
import { findSites } from '../../../src/detection/languages/languages';
import { partOf } from '../../../src/workspace/overrides/partOf';

const text = `
const encoder = {};
encoder.model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
function both() {
  const first = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
  const second = tf.sequential({ layers: [tf.layers.dense({ units: 5, inputShape: [4] })] });
  return [first, second];
}`;

it('names a definition of what a name stood for before it held several', () => {
  const names = findSites(text, 'net.ts').map(({ name }) => `net.ts#${name}`);
  expect(partOf('net.ts#both', names)).toBe('net.ts#both.first');
  expect(partOf('net.ts#encoder', names)).toBe('net.ts#encoder.model');
  expect(partOf('net.ts#model', names)).toBe('net.ts#encoder.model');
  expect(partOf('other.ts#both', names)).toBeUndefined();
  expect(partOf('net.ts#bot', names)).toBeUndefined();
  expect(partOf('net.ts#', names)).toBeUndefined();
});
