import * as l10n from '@vscode/l10n';
import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../../shared/base/failures';
import { ownValue } from '../../../shared/base/ownValue';
import type { ProbeOptions } from '../../../shared/protocol/engineContract';
import type { Probe } from '../../../shared/report/probe';
import type { BuiltModel } from '../builtModel';

/** The optimizer that trains the probe, and how a report names it. */
export interface ChosenOptimizer {
  readonly name: string;
  readonly learningRate: number | undefined;
  readonly optimizer: tf.Optimizer;
  /** Who chose name or rate. Only the user's own optimizer (`isOwn` false) goes with the model. */
  readonly origin: Probe['optimizerOrigin'];
  readonly isOwn: boolean;
}

/** Learning rates are the defaults of Keras. */
const makers: Readonly<Record<string, readonly [number, (rate: number) => tf.Optimizer]>> = {
  sgd: [0.01, (rate) => tf.train.sgd(rate)],
  momentum: [0.01, (rate) => tf.train.momentum(rate, 0.9)],
  adagrad: [0.001, (rate) => tf.train.adagrad(rate)],
  adadelta: [0.001, (rate) => tf.train.adadelta(rate)],
  adam: [0.001, (rate) => tf.train.adam(rate)],
  adamax: [0.001, (rate) => tf.train.adamax(rate)],
  rmsprop: [0.001, (rate) => tf.train.rmsprop(rate)],
};
const DEFAULT = 'sgd';

interface Made {
  readonly name: string;
  readonly learningRate: number;
  readonly optimizer: tf.Optimizer;
}

function make(name: string, rate: number | undefined): Made {
  const maker = ownValue(makers, name.toLowerCase());
  if (!maker) {
    const known = Object.keys(makers).join(', ');
    throw new Failure(
      'invalid-argument',
      l10n.t('there is no optimizer {0}; there are {1}', name, known),
    );
  }
  const [usual, build] = maker;
  const learningRate = rate ?? usual;
  return { name: name.toLowerCase(), learningRate, optimizer: build(learningRate) };
}

const nameOf = (optimizer: tf.Optimizer): string => optimizer.getClassName().toLowerCase();
const rateOf = (optimizer: tf.Optimizer): number | undefined =>
  (optimizer as tf.Optimizer & { readonly learningRate?: number }).learningRate;

/**
 * What the options name, else what the user compiled the model with, else stochastic gradient descent.
 * Throws a `Failure` of code `invalid-argument` for an unknown name.
 */
export function chooseOptimizer({ compiled }: BuiltModel, options: ProbeOptions): ChosenOptimizer {
  const { optimizer: wanted, learningRate } = options;
  const theirs = compiled?.optimizer;
  const isAsked = wanted !== undefined || learningRate !== undefined;
  if (theirs && !isAsked) {
    const found = { name: nameOf(theirs), learningRate: rateOf(theirs), optimizer: theirs };
    return { ...found, origin: 'model', isOwn: false };
  }
  const made = make(wanted ?? (theirs ? nameOf(theirs) : DEFAULT), learningRate);
  return { ...made, origin: isAsked ? 'user' : 'default', isOwn: true };
}
