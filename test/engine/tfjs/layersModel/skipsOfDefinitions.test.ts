import type * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { readLayersModel } from '../../../../src/engine/tfjs/layersModel/readLayersModel';
import { testContext } from './context';
import { testBackend } from '../../../support/testBackend';

type Make = () => tf.LayersModel;
/** Merges by kind, and how many of them are short and long. */
type Table = Readonly<Record<string, string>>;

beforeAll(() => openBackend(testBackend));

function countsOf(make: Make): string {
  const { merges } = findSkips(readLayersModel(make(), testContext).graph);
  const found = Object.entries(merges).filter(([kind, count]) => kind !== 'total' && count > 0);
  return found.map(([kind, count]) => `${kind} ${count}`).join(', ') || 'none';
}

/** The definitions of a file, which is no part of the program that is type-checked. */
const definitionsIn = async (file: string): Promise<[string, Make][]> =>
  Object.entries((await import(`../../../fixtures/skips/${file}`)) as Record<string, Make>);

async function expectTable(file: string, table: Table): Promise<void> {
  const makes = await definitionsIn(file);
  expect(Object.fromEntries(makes.map(([name, make]) => [name, countsOf(make)]))).toEqual(table);
}

describe('the skips of definitions', () => {
  it('a U-shape, by what lies across', () =>
    expectTable('across.ts', {
      resPath: 'long 2, projectionConcat 2',
      residualAcross: 'short 2, long 2, identityAdd 2, concat 2',
      convAcross: 'long 1, projectionConcat 1',
      denseAcross: 'long 2, concat 2',
      normAcross: 'long 2, concat 2',
      seAcross: 'long 2, concat 2',
      inceptionAcross: 'long 1, projectionConcat 1',
    }));

  it('own merging layers', () =>
    expectTable('own.ts', {
      combine: 'short 1, gated 1',
      ownAdd: 'short 1, identityAdd 1',
      ownConcat: 'short 1, concat 1',
      reZero: 'short 1, identityAdd 1',
      scaledSum: 'short 1, identityAdd 1',
      uncoupled: 'short 1, gated 1',
      fixup: 'short 1, identityAdd 1',
    }));

  it('layers that gate what they merge', () =>
    expectTable('ownGates.ts', {
      gathered: 'short 1, gated 1',
      squashedInside: 'short 1, gated 1',
      carryFirst: 'short 1, gated 1',
      perChannel: 'short 1, gated 1',
      overMaps: 'short 1, gated 1',
      scaledBody: 'short 1, identityAdd 1',
      twoGates: 'short 1, gated 1',
      productOnly: 'none',
      bentSum: 'none',
    }));

  it('residual networks', () =>
    expectTable('resnets.ts', {
      resnetV1: 'short 6, identityAdd 4, projectionAdd 2',
      resnetBottleneck: 'short 4, identityAdd 2, projectionAdd 2',
      preactResnet: 'short 6, identityAdd 4, projectionAdd 2',
      resnetOptionA: 'short 6, identityAdd 6',
      resnetOptionAByConcat: 'short 1, identityAdd 1',
      resnetSubsampledShortcut: 'short 1, identityAdd 1',
      resnextSplit: 'short 3, identityAdd 2, projectionAdd 1',
      resnextSum: 'short 2, identityAdd 2',
      wideResnet: 'short 6, identityAdd 3, projectionAdd 3',
      stochasticDepth: 'short 4, identityAdd 4',
      resnetD: 'short 1, projectionAdd 1',
      ror: 'short 4, identityAdd 4',
      revnet: 'short 5, identityAdd 4, concat 1',
      srresnet: 'short 4, identityAdd 4',
      dncnn: 'short 1, identityAdd 1',
      dncnnByScale: 'short 1, identityAdd 1',
      doubleAddition: 'short 1, identityAdd 1',
      shortcutThroughDropout: 'short 1, identityAdd 1',
      averagedResidual: 'short 2, identityAdd 2',
      residualAttention: 'none',
      seResnet: 'short 3, identityAdd 3',
    }));

  it('ones minus a gate, in whatever spelling', () =>
    expectTable('complements.mjs', {
      onesMinusGate: 'short 1, gated 1',
      onesOfTheInput: 'short 1, gated 1',
      onesByZero: 'short 1, gated 1',
      onesInside: 'short 1, gated 1',
      negatedPlusOne: 'short 1, gated 1',
      negatedDifference: 'short 1, gated 1',
      carryOfTwo: 'short 1, gated 1',
      carrySwapped: 'short 1, gated 1',
      carryGathered: 'short 1, gated 1',
      onesPlusNegated: 'short 1, gated 1',
      rescaledTwice: 'short 1, gated 1',
      gateMinusOne: 'short 1, gated 1',
      learnedOnes: 'none',
      twosMinusGate: 'none',
      ownOnes: 'none',
    }));

  it('gates and sequences', () =>
    expectTable('sequences.mjs', {
      highwayDense: 'short 3, gated 3',
      highwayConv: 'short 2, gated 2',
      highwayOwnLayer: 'short 1, gated 1',
      lstmByHand: 'short 2, gated 2',
      gruByHand: 'short 2, gated 2',
      transformerPostLn: 'short 4, identityAdd 4',
      transformerPreLn: 'short 4, identityAdd 4',
      transformerDecoder: 'short 6, identityAdd 6',
      vit: 'short 4, identityAdd 4',
      mlpMixer: 'short 4, identityAdd 4',
      wavenet: 'short 3, identityAdd 2, projectionAdd 1',
      tcn: 'short 3, identityAdd 2, projectionAdd 1',
      residualLstm: 'short 2, identityAdd 2',
      biLstmClassifier: 'none',
      seq2seq: 'none',
      seq2seqAttention: 'none',
    }));

  it('encoders and decoders', () =>
    expectTable('uShapes.ts', {
      unet: 'long 3, concat 3',
      croppedUnet: 'long 1, concat 1',
      attentionUnet: 'long 1, concat 1',
      unetPlusPlus: 'long 3, concat 3',
      unet3Plus: 'long 2, projectionConcat 2',
      vnet: 'short 3, long 1, identityAdd 2, projectionAdd 1, concat 1',
      linkNet: 'long 2, identityAdd 2',
      segNet: 'none',
      fcn8: 'long 2, projectionAdd 2',
      featurePyramid: 'long 2, projectionAdd 2',
      hourglass: 'short 5, long 2, identityAdd 7',
      deepLabPlus: 'long 1, projectionConcat 1',
      pyramidPooling: 'long 1, concat 1',
      autoencoder: 'none',
      redNet: 'short 1, identityAdd 1',
    }));

  it('cells of classifiers, shared and nested layers', () =>
    expectTable('cells.ts', {
      vgg: 'none',
      squeezeNet: 'none',
      squeezeNetBypass: 'short 1, identityAdd 1',
      googLeNet: 'none',
      inceptionResnet: 'short 2, identityAdd 2',
      inceptionReduction: 'none',
      mobileNetV1: 'none',
      mobileNetV2: 'short 3, identityAdd 3',
      efficientNet: 'short 1, identityAdd 1',
      denseBlockByList: 'short 4, concat 4',
      denseBlockByChain: 'short 4, concat 4',
      twoBranches: 'none',
      xception: 'short 2, identityAdd 1, projectionAdd 1',
      convNext: 'short 2, identityAdd 2',
      repVgg: 'short 1, identityAdd 1',
      pooledStages: 'none',
      wideAndDeep: 'short 1, concat 1',
      inputAgain: 'short 1, concat 1',
      chainedAdditions: 'short 1, identityAdd 1',
      readAdditions: 'short 2, identityAdd 2',
      sharedBody: 'short 2, identityAdd 2',
      nestedBody: 'short 1, identityAdd 1',
      nestedResidual: 'short 2, identityAdd 2',
      siamese: 'none',
      addedToItself: 'none',
      equalBranches: 'none',
      maximumOf: 'none',
      productOf: 'none',
    }));

  it('scales of one number', () =>
    expectTable('zeroscale.ts', {
      skipInit: 'short 1, identityAdd 1',
      scaledShortcut: 'short 1, identityAdd 1',
      zeroShortcut: 'short 1, identityAdd 1',
    }));
});
