import type { Arm } from '../../../shared/experiment/experiment';
import type { ExperimentKind, ExperimentSubject } from './kind';
import { concludeTraining, trainingRules } from './comparing';
import { sumsOf, tooShallow, withBlocks } from './depth';

/** A quarter of the blocks are layers; all others are the identity. */
const shareOf = (blocks: number): number => Math.max(1, Math.round(blocks / 4));

function arms(subject: ExperimentSubject) {
  const refusal = tooShallow(subject);
  if (refusal) return refusal;
  const blocks = sumsOf(subject);
  const kept = shareOf(blocks.length);
  const shallow: Arm = {
    ...withBlocks(blocks, kept, true),
    id: 'constructed',
    title: {
      code: 'experiments.arm-constructed',
      values: { kept, added: blocks.length - kept, blocks: blocks.length },
    },
  };
  const deep: Arm = {
    ...withBlocks(blocks, blocks.length, true),
    id: 'trained',
    title: {
      code: 'experiments.arm-plain-blocks',
      values: { kept: blocks.length, blocks: blocks.length },
    },
  };
  return [shallow, deep];
}

/**
 * The argument behind residual learning (He et al. 2015, §1): a deep plain network that is a trained shallow
 * one with identities added exists, and training the deep one from scratch does not find it.
 */
export const identity: ExperimentKind = {
  work: 'training',
  trains: true,
  standard: { steps: 100, seeds: 5, samples: 256, batchSize: 64 },
  searchesRate: true,
  arms,
  rules: trainingRules.slice(0, 1),
  pairs: () => [{ arm: 'trained', against: 'constructed' }],
  conclude: (findings) => concludeTraining(findings, ['trained']),
  method: [
    { code: 'experiments.method-identity' },
    { code: 'experiments.method-training' },
    { code: 'experiments.method-welch' },
    { code: 'experiments.method-not-said' },
  ],
};
