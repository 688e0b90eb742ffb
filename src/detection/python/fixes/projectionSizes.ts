import type { ProjectionFix, TextEdit } from '../../../shared/model/fix';
import { projectionsBetween, type Projection } from '../../../shared/network/projection';
import { message } from '../../../shared/words/message';
import type { File } from '../moduleClasses';
import type { HelperWords } from './helperWords';
import type { LayerCall } from './layerCalls';
import { layerName } from './libraryNames';

type Framework = LayerCall['framework'];

/** The layer that projects a branch, in the terms of its framework. */
export interface PlannedLayer {
  readonly framework: Framework;
  /** `nn.Conv2d` */
  readonly layer: string;
  /** Axes of its kernel; 0 for a dense layer. */
  readonly axes: Projection['axes'];
  readonly plan: Projection;
}

/** A call that makes the layer, and when the code needs it; `undefined` if always. */
export interface Written {
  readonly made: string;
  readonly when: string | undefined;
}

const kinds: Readonly<Record<Framework, Readonly<Record<Projection['axes'], string>>>> = {
  torch: { 0: 'Linear', 1: 'Conv1d', 2: 'Conv2d', 3: 'Conv3d' },
  keras: { 0: 'Dense', 1: 'Conv1D', 2: 'Conv2D', 3: 'Conv3D' },
};

/** A convolution of PyTorch has the channels before the map, one of Keras after it; a dense layer takes the last axis. */
function axesOf(
  framework: Framework,
  { channelAxis }: ProjectionFix,
  plan: Projection,
): Projection['axes'] | undefined {
  if (plan.axes === 0) return 0;
  if (framework === 'keras') return channelAxis === undefined ? plan.axes : undefined;
  if (channelAxis === 1) return plan.axes;
  return channelAxis === undefined && plan.strides === 1 ? 0 : undefined;
}

/** The layers for a fix, likeliest first; none if no layer makes the shapes fit, or the file has no name for it. */
export const planLayers = (file: File, framework: Framework, fix: ProjectionFix): PlannedLayer[] =>
  projectionsBetween([...fix.shapes, fix.shortcut]).flatMap((plan) => {
    const axes = axesOf(framework, fix, plan);
    const layer =
      axes === undefined ? undefined : layerName(file, framework, kinds[framework][axes]);
    return axes === undefined || layer === undefined ? [] : [{ framework, layer, axes, plan }];
  });

export const titleOf = ({ axes, plan }: PlannedLayer): TextEdit['title'] => {
  const values = { from: plan.from, to: plan.channels };
  return axes === 0
    ? message('detection.project-with-dense', values)
    : message('detection.project-with-convolution', values);
};

interface Sizes {
  readonly from: string;
  readonly channels: string;
  readonly strides: string;
}

/** Channels that go in and out: either end of the branch may be the one that the function names first. */
function channelPairs({ framework }: PlannedLayer, words: HelperWords): Omit<Sizes, 'strides'>[] {
  if (framework === 'keras') return words.channels.map((channels) => ({ from: '', channels }));
  return words.from.flatMap((from) =>
    words.channels.flatMap((channels) => [
      { from, channels },
      ...(from === channels ? [] : [{ from: channels, channels: from }]),
    ]),
  );
}

/** The condition under which a call of the code has branches that differ. */
function conditionOf({ from, channels, strides }: Sizes): string | undefined {
  const isStepWord = !/^\d+$/.test(strides);
  if (!isStepWord && strides !== '1') return undefined;
  const differ = [
    ...(isStepWord ? [`${strides} != 1`] : []),
    ...(from === channels ? [] : [`${from} != ${channels}`]),
  ];
  return differ.length === 0 ? undefined : differ.join(' or ');
}

function callOf({ framework, layer, axes }: PlannedLayer, sizes: Sizes): string {
  const isTorch = framework === 'torch';
  const stride = `${isTorch ? 'stride' : 'strides'}=${sizes.strides}`;
  const given = [
    ...(isTorch ? [sizes.from] : []),
    sizes.channels,
    ...(axes > 0 ? ['1'] : []),
    ...(axes > 0 && sizes.strides !== '1' ? [stride] : []),
    isTorch ? 'bias=False' : 'use_bias=False',
  ];
  return `${layer}(${given.join(', ')})`;
}

/** The ways to write a layer, likeliest first: in the words of the function around it, and as numbers. */
export function waysToWrite(planned: PlannedLayer, words: HelperWords): Written[] {
  const { axes, framework, plan } = planned;
  const steps = axes === 0 ? ['1'] : [...words.strides, String(plan.strides)];
  const inWords = channelPairs(planned, words)
    .flatMap((pair) => steps.map((strides): Sizes => ({ ...pair, strides })))
    .map((sizes) => ({
      made: callOf(planned, sizes),
      when: framework === 'torch' ? conditionOf(sizes) : undefined,
    }));
  const asNumbers = callOf(planned, {
    from: String(plan.from),
    channels: String(plan.channels),
    strides: String(plan.strides),
  });
  return [...inWords, { made: asNumbers, when: undefined }];
}
