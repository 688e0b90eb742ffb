import * as v from 'valibot';
import type { Json } from '../../shared/base/json';
import { experimentNames } from '../../shared/experiment/experiment';
import { findingCodes } from '../../shared/report/report';

/** The message of each part is what it takes: complaints are made of it. */
const text = (what: string, description: string) =>
  v.pipe(v.string(what), v.minLength(1, what), v.description(description));

const WHOLE = 'a whole number above 0';
const natural = (description: string) =>
  v.pipe(v.number(WHOLE), v.integer(WHOLE), v.minValue(1, WHOLE), v.description(description));

const POSITIVE = 'a number above 0';
const positive = (description: string) =>
  v.pipe(v.number(POSITIVE), v.gtValue(0, POSITIVE), v.description(description));

const yesOrNo = (description: string) =>
  v.pipe(v.boolean('true or false'), v.description(description));

const oneOf = <const Names extends readonly string[]>(names: Names, description: string) =>
  v.pipe(v.picklist(names, `one of ${names.join(', ')}`), v.description(description));

const isJson = (value: unknown): value is Json => value !== undefined;
const SHAPE = 'a list of whole numbers above 0, without the batch';
const size = v.pipe(v.number(SHAPE), v.integer(SHAPE), v.minValue(1, SHAPE));

/** The model, and what it is built and trained with. */
const model = {
  file: text(
    'the path of a source file or saved model',
    'Path of the source file, notebook or saved model, relative to the workspace folder.',
  ),
  model: v.optional(
    text(
      'the name of a definition',
      'Name of the definition as list gives it. Leave it out where the file has one, and for a saved model.',
    ),
  ),
  arguments: v.optional(
    v.pipe(
      v.record(
        v.string(),
        v.custom<Json>(isJson, 'JSON'),
        'an object of argument names and values',
      ),
      v.description(
        'Arguments of the definition by name, in place of those found in its code or guessed.',
      ),
    ),
  ),
  inputShape: v.optional(
    v.pipe(
      v.array(size, SHAPE),
      v.description('Shape of one sample, without the batch, such as [32, 32, 3].'),
    ),
  ),
  batch: v.optional(natural('Samples of a training step; 16 if left out.')),
  loss: v.optional(
    text('the name of a loss', 'Loss by its name; the one of the code if left out.'),
  ),
  optimizer: v.optional(
    text(
      'the name of an optimizer',
      'Optimizer by its name, such as adam; the one of the code if left out.',
    ),
  ),
  learningRate: v.optional(positive('Learning rate; the one of the code if left out.')),
};

/** The model of a call, with what it is built and trained with. */
export type ModelInput = v.InferOutput<v.StrictObjectSchema<typeof model, undefined>>;

export const listInput = v.strictObject({
  folder: v.optional(
    text('a path', 'Folder or file to search, relative to the workspace folder; all if left out.'),
  ),
  name: v.optional(
    text('a part of a name', 'Lists only definitions whose name has this in it, in any case.'),
  ),
});

export const inspectInput = v.strictObject({
  ...model,
  probe: v.optional(
    yesOrNo(
      'Whether to train a few steps and measure gradients; true if left out. Without it only the graph is built, which is faster.',
    ),
  ),
  steps: v.optional(natural('Training steps of each seed; 3 if left out.')),
  seeds: v.optional(natural('Times that weights and data are drawn anew; 3 if left out.')),
});

export const profileInput = v.strictObject({
  ...model,
  steps: v.optional(natural('Measured steps; 5 if left out.')),
  memory: v.optional(
    text(
      'a size such as 8GB',
      'Memory of the device that will train, such as 8GB: the answer says up to which batch a step fits.',
    ),
  ),
});

export const experimentInput = v.strictObject({
  ...model,
  experiment: oneOf(experimentNames, 'Name of the experiment.'),
  steps: v.optional(
    natural('Training steps of each network; what fits into the minutes if left out.'),
  ),
  seeds: v.optional(
    natural('Times that weights and data are drawn anew; fewer than five give no verdict.'),
  ),
  minutes: v.optional(positive('Minutes that training may take; 2 if left out.')),
  estimate: v.optional(
    yesOrNo('Whether to answer only with the size of the experiment and the time that it takes.'),
  ),
});

const REPORT = 'a run such as run-1, or the path of a report';
export const compareInput = v.strictObject({
  before: text(
    REPORT,
    'A run of this session as an answer names it, such as run-1, or the path of a report that `skipscope inspect --json FILE` wrote.',
  ),
  after: v.optional(text(REPORT, 'The same; the newest run of this session if left out.')),
});

export const explainInput = v.strictObject({
  code: oneOf(findingCodes, 'Code of the finding, such as vanishing-gradient.'),
});
