import { describe, expect, it } from 'vitest';
import { receptiveFields } from '../../../../src/analysis/cost/receptiveField';
import type { LayerNode } from '../../../../src/shared/network/network';
import { readKerasTopology } from '../../../support/kerasTopology';
import { NetworkBuilder } from '../../../support/networkBuilder';

/** The field of the last layer that does not see everything. */
const lastField = (layers: readonly LayerNode[]) =>
  [...receptiveFields(layers).values()].filter((field) => field !== 'all').at(-1);

/** The layer with a window over all spatial axes but the last. */
function withoutLastAxis(layer: LayerNode): LayerNode {
  const { operation } = layer;
  if (operation.type !== 'transform' || !operation.window) return layer;
  const { size, strides, dilation } = operation.window;
  const window = {
    size: size.slice(0, -1),
    strides: strides.slice(0, -1),
    dilation: dilation.slice(0, -1),
  };
  return { ...layer, operation: { ...operation, window } };
}

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

  it('is one entry of an axis that a window does not name', () => {
    const net = new NetworkBuilder();
    const { ref } = net.conv(net.input(5, 12, 12, 1), 4);
    const layers = net.layers.map((layer) => withoutLastAxis(layer));
    expect(receptiveFields(layers).get(ref.layer)).toEqual([3, 3, 1]);
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
