import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../src/analysis/cost/describeNetwork';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { openSaved } from '../../support/savedModel';
import { testBackend } from '../../support/testBackend';

/**
 * Parameters as Keras 3 counts them (`count_params`); the 10⁶ multiply-accumulates that the authors
 * published, and where. Five more stand in the unit test of the Keras topologies.
 */
const published: readonly (readonly [
  name: string,
  parameters: number,
  macs: number,
  source: string,
])[] = [
  ['MobileNet', 4_253_864, 569, 'tensorflow/models, slim/nets/mobilenet_v1'],
  ['MobileNetV3Small', 2_554_968, 57, 'torchvision, MobileNet_V3_Small_Weights'],
  ['MobileNetV3Large', 5_507_432, 217, 'torchvision, MobileNet_V3_Large_Weights'],
  ['EfficientNetB0', 5_330_571, 386, 'torchvision, EfficientNet_B0_Weights'],
  ['EfficientNetB1', 7_856_239, 687, 'torchvision, EfficientNet_B1_Weights'],
  ['EfficientNetV2B0', 7_200_312, 720, 'google/automl, efficientnetv2/README'],
  ['DenseNet169', 14_307_880, 3_360, 'torchvision, DenseNet169_Weights'],
  ['NASNetMobile', 5_326_716, 564, 'tensorflow/models, slim/nets/nasnet/README'],
  ['DenseNet201', 20_242_984, 4_291, 'torchvision, DenseNet201_Weights'],
  ['ConvNeXtTiny', 28_589_128, 4_456, 'torchvision, ConvNeXt_Tiny_Weights'],
];

beforeAll(() => openBackend(testBackend));

describe('the published costs of networks, each opened from its Keras file', () => {
  it.each(published)('%s: %d parameters, %d M MACs (%s)', async (name, parameters, macs) => {
    const file = resolve('test/fixtures/publishedCosts', `${name}.json.gz`);
    const opened = await openSaved(`${name}.json`, gunzipSync(readFileSync(file)).toString());
    try {
      const { totals } = describeNetwork(opened.graph);
      expect(totals.parameters).toBe(parameters);
      // Published numbers are rounded, and differ by the layers that they count.
      expect(Math.abs(totals.macs! / 1e6 / macs - 1)).toBeLessThan(0.02);
      expect(opened.notMeasured?.filter(({ quantity }) => quantity === 'parameters')).toEqual([]);
    } finally {
      opened.dispose();
    }
  });
});
