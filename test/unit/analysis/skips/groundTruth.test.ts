import { describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import type { MergeCounts } from '../../../../src/shared/report/report';
import * as dense from '../../../support/architectures/dense';
import * as encoderDecoder from '../../../support/architectures/encoderDecoder';
import * as parallel from '../../../support/architectures/parallel';
import * as plain from '../../../support/architectures/plain';
import * as residual from '../../../support/architectures/residual';
import * as sequence from '../../../support/architectures/sequence';

/** Counts that are not listed are 0; `short` is whatever is not long. */
type Expected = Partial<Omit<MergeCounts, 'total' | 'short'>> & { readonly connections?: number };
type Row = readonly [name: string, graph: () => NetworkGraph, expected: Expected];

function countsOf(expected: Expected) {
  const { connections, ...named } = expected;
  const kinds = { identityAdd: 0, projectionAdd: 0, concat: 0, gated: 0, projectionConcat: 0 };
  const { long = 0, ...byKind } = named;
  const merges = { ...kinds, ...byKind };
  const total = Object.values(merges).reduce((sum, count) => sum + count, 0);
  return {
    merges: { total, short: total - long, long, ...merges },
    connections: connections ?? total,
  };
}

const { cifarResnet } = residual;
const noSkips: readonly Row[] = [
  ['VGG', plain.vgg, {}],
  ['AlexNet', plain.alexNet, {}],
  ['SqueezeNet 1.0', plain.squeezeNet, {}],
  ['MobileNet-v1', plain.mobileNetV1, {}],
  ['a stacked LSTM', plain.stackedLstm, {}],
  ['GoogLeNet', parallel.googLeNet, {}],
  ['an Inception reduction', parallel.inceptionReduction, {}],
  ['ASPP of DeepLab-v3', parallel.deepLabV3, {}],
  ['spatial pyramid pooling', parallel.spatialPyramid, {}],
  ['pooled vectors of several stages', parallel.pooledStages, {}],
  ['residual attention, which gates by 1 + M', residual.residualAttention, {}],
  ['FCN-32s', () => encoderDecoder.fcn(32), {}],
];
const residualNetworks: readonly Row[] = [
  ['ResNet-18', residual.resnet18, { identityAdd: 5, projectionAdd: 3 }],
  ['ResNet-34', residual.resnet34, { identityAdd: 13, projectionAdd: 3 }],
  ['ResNet-50', residual.resnet50, { identityAdd: 12, projectionAdd: 4 }],
  ['ResNet-101', residual.resnet101, { identityAdd: 29, projectionAdd: 4 }],
  ['PreAct-18', residual.preActResnet18, { identityAdd: 5, projectionAdd: 3 }],
  ['PreAct-50', residual.preActResnet50, { identityAdd: 12, projectionAdd: 4 }],
  ['WRN-28-10', residual.wideResnet, { identityAdd: 9, projectionAdd: 3 }],
  ['SENet-18', residual.senet18, { identityAdd: 5, projectionAdd: 3 }],
  ...[20, 32, 44, 56, 110].flatMap((depth): Row[] => {
    const blocks = (depth - 2) / 2;
    return [
      [`CIFAR ResNet-${depth}, option A`, () => cifarResnet(depth, 'A'), { identityAdd: blocks }],
      [
        `CIFAR ResNet-${depth}, option B`,
        () => cifarResnet(depth, 'B'),
        { identityAdd: blocks - 2, projectionAdd: 2 },
      ],
    ];
  }),
  ['MobileNet-v2', residual.mobileNetV2, { identityAdd: 10 }],
  ['EfficientNet-B0', residual.efficientNetB0, { identityAdd: 9 }],
  ['Xception', residual.xception, { identityAdd: 8, projectionAdd: 4 }],
  ['DnCNN', residual.dnCnn, { identityAdd: 1 }],
  ['a RepVGG block', residual.repVggBlock, { identityAdd: 1 }],
  ['SqueezeNet with bypass', () => plain.squeezeNet(true), { identityAdd: 4 }],
];
const concatenating: readonly Row[] = [
  ...(['list', 'chained'] as const).flatMap((form): Row[] => [
    [`DenseNet-121, ${form}`, () => dense.denseNet121(form), { concat: 58, connections: 535 }],
    [`DenseNet-169, ${form}`, () => dense.denseNet169(form), { concat: 82, connections: 1155 }],
    [`DenseNet-BC-100, ${form}`, () => dense.denseNetBc100(form), { concat: 48, connections: 408 }],
  ]),
  ['U-Net, 4 levels', encoderDecoder.uNet, { concat: 4, long: 4 }],
  ['attention U-Net', () => encoderDecoder.uNet({ gated: true }), { concat: 4, long: 4 }],
  ['UNet++, 4 levels', encoderDecoder.uNetPlusPlus, { concat: 10, long: 10, connections: 14 }],
  ['FCN-8s', () => encoderDecoder.fcn(8), { projectionAdd: 2, long: 2 }],
  ['YOLOv3', encoderDecoder.yoloV3, { identityAdd: 23, concat: 2, long: 2 }],
  [
    'an hourglass, whose branches transform',
    encoderDecoder.hourglass,
    { identityAdd: 13, long: 3 },
  ],
  ['a feature pyramid', encoderDecoder.featurePyramid, { projectionAdd: 3, long: 3 }],
  ['a ShuffleNet-v2 unit', parallel.shuffleNetV2Unit, { concat: 1 }],
  ['Wide & Deep', sequence.wideAndDeep, { concat: 1 }],
];
const sequences: readonly Row[] = [
  ['Highway, 10 layers', () => sequence.highway(10), { gated: 10 }],
  ['Highway, gathered', () => sequence.highway(10, 'gathered'), { gated: 10 }],
  ['Highway, carry spread', () => sequence.highway(10, 'spread'), { gated: 10 }],
  ['Highway, gates swapped', () => sequence.highway(10, 'swapped'), { gated: 10 }],
  ['Highway with tanh', () => sequence.highway(10, 'complement', 'tanh'), { gated: 10 }],
  ['Transformer encoder, 6 blocks', () => sequence.transformerEncoder(6), { identityAdd: 12 }],
  ['Transformer, 6 + 6', sequence.encoderDecoder, { identityAdd: 30 }],
  ['GPT-2 small', sequence.gpt2Small, { identityAdd: 24 }],
  ['ViT-B/16', sequence.visionTransformer, { identityAdd: 24 }],
  ['Swin-T', sequence.swin, { identityAdd: 24 }],
];

describe.each([
  ['networks without skips', noSkips],
  ['residual networks', residualNetworks],
  ['concatenating and multi-scale networks', concatenating],
  ['gated and sequence networks', sequences],
])('findSkips counts exactly in %s', (_, rows) => {
  it.each(rows)('%s', (_name, graph, expected) => {
    const { merges, connections } = findSkips(graph());
    expect({ merges, connections }).toEqual(countsOf(expected));
  });
});
