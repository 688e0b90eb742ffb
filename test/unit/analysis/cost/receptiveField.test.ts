import { describe, expect, it } from 'vitest';
import { receptiveFields } from '../../../../src/analysis/cost/receptiveField';
import type { LayerNode } from '../../../../src/shared/network/network';
import { readKerasTopology } from '../../../support/kerasTopology';
import { NetworkBuilder } from '../../../support/networkBuilder';

/** The field of the last layer that does not see everything. */
const lastField = (layers: readonly LayerNode[]) =>
  [...receptiveFields(layers).values()].filter((field) => field !== 'all').at(-1);

describe('the receptive field', () => {
  // As listed by Araujo et al. 2019 for the features before global pooling.
  it.each([
    ['VGG16', 212],
    ['ResNet50', 483],
    ['MobileNetV2', 491],
    ['InceptionV3', 1311],
  ])('of %s is %i', (name, size) => {
    expect(lastField(readKerasTopology(name).layers)).toEqual([size, size]);
  });

  it('widens by what a dilated window skips', () => {
    const net = new NetworkBuilder();
    net.conv(net.conv(net.input(32, 32, 3), 4), 4, { dilation: 6 });
    expect(lastField(net.layers)).toEqual([15, 15]);
  });

  it('stays where a transposed convolution undoes a stride', () => {
    const net = new NetworkBuilder();
    net.conv(net.transposed(net.pool(net.input(32, 32, 3)), 4), 4);
    expect(lastField(net.layers)).toEqual([4, 4]);
  });

  it('is everything behind global pooling and attention, and absent without spatial axes', () => {
    const net = new NetworkBuilder();
    const image = net.globalPool(net.input(8, 8, 3));
    const sequence = net.attention(net.input(8, 4));
    const vector = net.dense(net.input(4), 4);
    const fields = receptiveFields(net.layers);
    expect([image, sequence, vector].map(({ ref }) => fields.get(ref.layer))).toEqual([
      'all',
      'all',
      undefined,
    ]);
  });
});
