import type * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { densenet40 } from '../../../examples/densenet';
import { explodingMlp } from '../../../examples/explodingMlp';
import { highway } from '../../../examples/highway';
import { inception } from '../../../examples/inception';
import { createLstmClassifier } from '../../../examples/lstm';
import { mobileNetV2 } from '../../../examples/mobilenetv2';
import { plain20 } from '../../../examples/plain20';
import { plain56 } from '../../../examples/plain56';
import { resnet20 } from '../../../examples/resnet20';
import { resnet50 } from '../../../examples/resnet50bottleneck';
import { resnet56 } from '../../../examples/resnet56';
import { sigmoidMlp } from '../../../examples/sigmoidMlp';
import { transformerEncoder } from '../../../examples/transformer';
import { unet } from '../../../examples/unet';
import { unet3d } from '../../../examples/unet3d';

const weighted = ['Conv2D', 'Conv3D', 'Dense', 'Conv2DTranspose', 'Conv3DTranspose'];

function count(model: tf.LayersModel, ...kinds: string[]): number {
  return model.layers.filter((layer) => kinds.includes(layer.getClassName())).length;
}

describe('the example models', () => {
  it('resnet20 has 71 layers and 274,442 parameters', () => {
    const model = resnet20();
    expect(model.layers).toHaveLength(71);
    expect(model.countParams()).toBe(274_442);
    expect(count(model, 'Add')).toBe(9);
  });

  // Depth as the papers count it: convolutions and dense layers on the main path.
  const definitions: [string, () => tf.LayersModel, number, number][] = [
    ['resnet20, 2 projections', resnet20, 20 + 2, 9],
    ['resnet56, 2 projections', resnet56, 56 + 2, 27],
    ['plain20', plain20, 20, 0],
    ['plain56', plain56, 56, 0],
    ['resnet50, 4 projections', resnet50, 50 + 4, 16],
    ['densenet40', densenet40, 40, 36],
    ['unet, 4 up-convolutions', unet, 19 + 4, 4],
    ['unet3d, 2 up-convolutions', unet3d, 11 + 2, 2],
    ['highway, 2 dense layers each', highway, 1 + 2 * 10 + 1, 10],
    ['transformer, 2 dense layers each', transformerEncoder, 2 * 4 + 1, 8],
    ['mobilenetv2, without depthwise layers', mobileNetV2, 1 + 16 + 17 + 1 + 1, 10],
    ['inception, 6 in each module', inception, 1 + 3 * 6 + 1, 3],
    ['sigmoidMlp', sigmoidMlp, 12 + 1, 0],
    ['explodingMlp', explodingMlp, 12 + 1, 0],
    ['lstm', createLstmClassifier, 1, 0],
  ];
  it.each(definitions)('%s: weighted layers and merges', (_, build, layers, merges) => {
    const model = build();
    expect(count(model, ...weighted)).toBe(layers);
    expect(count(model, 'Add', 'Concatenate')).toBe(merges);
    expect(model.outputs).toHaveLength(1);
  });
});
