import * as l10n from '@vscode/l10n';
import { counted } from '../counts/counted';
import { experimentDeletions } from './experimentDeletions';
import { experimentMethods } from './experimentMethods';
import { runs, shown, type Compared } from './experimentNumbers';
import { experimentPictures } from './experimentPictures';

const ofBlocks = ({ kept, blocks }: { readonly kept: number; readonly blocks: number }) => ({
  kept,
  blocks: counted(blocks, 'block'),
});

/** Networks that are compared; each stands within a sentence. */
const arms = {
  'experiments.arm-whole': () => l10n.t('the whole network'),
  'experiments.arm-without-all': (values: { count: number }) =>
    l10n.t('the network without its skips ({count})', values),
  'experiments.arm-without': (values: { from: string; to: string }) =>
    l10n.t('the network without the skip {from} → {to}', values),
  'experiments.arm-plain-blocks': (values: { kept: number; blocks: number }) =>
    l10n.t('the plain network of {kept} of its {blocks}', ofBlocks(values)),
  'experiments.arm-residual-blocks': (values: { kept: number; blocks: number }) =>
    l10n.t('the network with skips of {kept} of its {blocks}', ofBlocks(values)),
  'experiments.arm-plain-depth': (values: { argument: string; value: number }) =>
    l10n.t('the plain network of {argument} {value}', values),
  'experiments.arm-depth': (values: { argument: string; value: number }) =>
    l10n.t('the network of {argument} {value}', values),
  'experiments.arm-without-long': (values: { count: number }) =>
    l10n.t('the network without its long skips ({count})', values),
  'experiments.arm-long-only': () => l10n.t('the network with long skips only'),
  'experiments.arm-short-only': () => l10n.t('the network with short skips only'),
  'experiments.arm-neither': () => l10n.t('the network with neither long nor short skips'),
  'experiments.arm-constructed': (values: { kept: number; added: number; blocks: number }) =>
    l10n.t('the plain network that was trained with {kept} and has {added} added', {
      kept: counted(values.kept, 'block'),
      added: counted(values.added, 'identity'),
    }),
  'experiments.arm-identities': (values: { count: number }) =>
    l10n.t('the network with identity shortcuts around pairs of layers ({count})', values),
  'experiments.arm-projections': (values: { count: number; projections: number }) =>
    l10n.t('the network with shortcuts around all pairs of layers ({count}, {projections})', {
      count: counted(values.count, 'identity'),
      projections: counted(values.projections, 'projection'),
    }),
  'experiments.arm-initialiser': (values: { as: string }) =>
    l10n.t('the network with kernels drawn anew ({as})', values),
  'experiments.arm-activation': (values: { as: string }) =>
    l10n.t('the network with {as} in its hidden layers', values),
  'experiments.arm-without-norms': (values: { count: number }) =>
    l10n.t('the network without its norms ({count})', values),
  'experiments.arm-shortcut-projection': (values: { count: number }) =>
    l10n.t('the network with projections as shortcuts ({count})', values),
  'experiments.arm-shortcut-gated': (values: { count: number }) =>
    l10n.t('the network with gated shortcuts ({count})', values),
};

/** Reasons why an experiment makes no sense for a network. */
const refusals = {
  'experiments.no-skip-to-cut': () =>
    l10n.t(
      'This network has no skip connection that could be cut: zeros stand for a missing input only where inputs are added, subtracted or concatenated.',
    ),
  'experiments.too-few-blocks': (values: { blocks: number; least: number }) =>
    l10n.t(
      'This network has {blocks} that could be dropped; at least {least} make a depth to compare.',
      { blocks: counted(values.blocks, 'residual block'), least: values.least },
    ),
  'experiments.no-block-to-delete': (values: { blocks: number; least: number }) =>
    l10n.t(
      'This network has {blocks} that could be deleted, sums of a body and a shortcut; one at a time needs at least {least}.',
      { blocks: counted(values.blocks, 'residual block'), least: values.least },
    ),
  'experiments.rigid-blocks': (values: { merges: number }) =>
    l10n.t(
      'No body of this network can be left out: {merges} of a body and a shortcut take no zeros for a missing input, as sums do.',
      { merges: counted(values.merges, 'merge') },
    ),
  'experiments.no-float-input': () =>
    l10n.t(
      'The gradient of the input is what this experiment measures, and this network has none, or several inputs: it needs one input of floating-point numbers.',
    ),
  'experiments.no-paths': (values: { blocks: number }) =>
    l10n.t(
      'This network has {merges} of a body and a shortcut; paths of unlike length need at least two.',
      { merges: counted(values.blocks, 'merge') },
    ),
  'experiments.has-dropout': () =>
    l10n.t(
      'This network has dropout, which would make neighbouring inputs differ at random in training mode.',
    ),
  'experiments.no-u-shape': () =>
    l10n.t(
      'This network has no long skip that could be cut: it does not go down and up again in resolution with a connection across.',
    ),
  'experiments.no-depth-argument': (values: { tried: string }) =>
    l10n.t(
      'No argument of this definition makes it deeper with these values (tried: {tried}); --depth-argument names one.',
      values,
    ),
  'experiments.not-plain': () =>
    l10n.t(
      'This network branches: shortcuts are put around pairs of layers of a plain network only. What its own are worth tells the experiment skips.',
    ),
  'experiments.no-pairs': () =>
    l10n.t(
      'This network has no two layers in a row that a shortcut could go around: their shapes would have to be known and to fit.',
    ),
  'experiments.no-variants': () =>
    l10n.t('This network has nothing that could be exchanged without building it anew.'),
  'experiments.change-does-not-fit': (values: { one: string; other: string }) =>
    l10n.t(
      'This change cannot be made: a tensor of {one} would have to stand for one of {other}.',
      values,
    ),
  'experiments.cannot-run': (values: { reason: string }) =>
    l10n.t('No experiment can run on this model: {reason}', values),
  'experiments.runtime-cannot': (values: { runtime: string }) =>
    l10n.t('Experiments run on TensorFlow.js, and this model is opened by {runtime}.', values),
  'experiments.saved-weights': () =>
    l10n.t(
      'The weights of this model come from its file and are the same for every seed: nothing could be said about training it anew.',
    ),
  'experiments.unknown-arm': (values: { name: string; known: string }) =>
    l10n.t('There is no arm {name}; choose one of {known}.', values),
  'experiments.over-budget': (values: { least: string; budget: string }) =>
    l10n.t(
      'This does not fit into {budget}: 50 steps with every seed take about {least} here. A smaller --input-shape keeps the weights and takes less; --steps sets the number itself.',
      values,
    ),
};

/** Verdicts of experiments. Each names steps, seeds and data. */
const verdicts = {
  'experiments.on-made-data': () => l10n.t('on made data'),
  'experiments.on-file': (values: { name: string }) => l10n.t('on {name}', values),
  'experiments.loss-differs': (values: Compared) =>
    l10n.t(
      'After {steps} {data}, the training loss of {arm} is {value} times that of {against} (95 %: {low} to {high}; {seeds}).',
      shown(values),
    ),
  'experiments.loss-same': (values: Compared) =>
    l10n.t(
      'After {steps} {data}, the training losses of {arm} and of {against} are the same within 10 % (95 %: {low} to {high} times; {seeds}).',
      shown(values),
    ),
  'experiments.loss-undecided': (values: Compared) =>
    l10n.t(
      'After {steps} {data}, {seeds} do not tell the training loss of {arm} from that of {against}: {value} times (95 %: {low} to {high}). They would have found {detectable} times in four of five cases.',
      shown(values),
    ),
  'experiments.variants-undecided': (values: { steps: number; seeds: number }) =>
    l10n.t(
      'After {steps}, {seeds} tell none of these networks from the whole one by its training loss.',
      runs(values),
    ),
  'experiments.first-gradient': (values: Compared) =>
    l10n.t(
      'Before training, the gradient of the first layer is {value} times as large in {arm} as in {against} (95 %: {low} to {high}; {seeds}, {data}).',
      shown(values),
    ),
  'experiments.too-few-seeds': (values: { seeds: number }) =>
    values.seeds === 1
      ? l10n.t('One seed is too few for a verdict: at least five are needed.')
      : l10n.t('{seeds} are too few for a verdict: at least five are needed.', {
          seeds: counted(values.seeds, 'seed'),
        }),
  'experiments.so-far': (values: { done: number; total: number; sentence: string }) =>
    l10n.t('So far, {done} of {total} cells: {sentence}', { ...values }),
  'experiments.verdict-comes': (values: { done: number; total: number }) =>
    l10n.t('{done} of {total} cells are there. The verdict comes with the last one.', {
      ...values,
    }),
  'experiments.one-seed': () =>
    l10n.t('A single seed has no interval: at least two are needed, and five for a verdict.'),
  'experiments.diverged': (values: Compared & { diverged: number; all: number }) =>
    l10n.t(
      'After {steps} {data}, {diverged} of {all} of {arm} and of {against} diverged: no ratio is given.',
      { ...shown(values), diverged: values.diverged, all: counted(values.all, 'training') },
    ),
};

export const experimentsMessages = {
  ...arms,
  ...refusals,
  ...verdicts,
  ...experimentDeletions,
  ...experimentPictures,
  ...experimentMethods,
};
