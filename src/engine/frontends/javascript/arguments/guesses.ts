import { isShapeName } from '../../../../detection/shapeNames';
import type { Json } from '../../../../shared/base/json';
import { ownValue } from '../../../../shared/base/ownValue';
import type { Usage } from './usage';

type Shape = readonly number[];

/** One row: a pattern of names, and a small value that most models accept. */
type Row = readonly [name: RegExp, value: Json];

/** Small values for the names that model definitions use, first match wins. */
const table: readonly Row[] = [
  [
    /^(?:input|image|img|in)?_?(?:width|height|size|resolution)$|image_?size|img_?size|input_?res/i,
    32,
  ],
  [
    /(?:vocab|token|dict|word|char)\w*(?:size|count|num|len)|^num_?(?:words|tokens|chars)|max_?features|input_?dim$/i,
    64,
  ],
  [
    /(?:seq|time|sentence|context|window|max|block)\w*(?:len|length|steps|size)|time_?steps|look_?back|sample_?len/i,
    16,
  ],
  [
    /num_?classes|n_?classes|classes|num_?labels|labels|num_?actions|actions|num_?outputs|output_?(?:dim|size|units|shape)|categories/i,
    10,
  ],
  [/channels?$/i, 3],
  [/kernel/i, 3],
  [/strides?$|dilation/i, 1],
  [/pool/i, 2],
  [/heads$/i, 4],
  [/depth_?multiplier|^alpha$|width_?multiplier/i, 1],
  [/dropout|drop_?rate|^rate$/i, 0.2],
  [/learning_?rate|^lr$/i, 0.01],
  [/momentum|decay|beta/i, 0.9],
  [/epsilon|l1|l2|regulari/i, 0.001],
  [/blocks?$|repeats?$|num_?layers|n_?layers|layers?_?count|depth|stages/i, 2],
  [/growth/i, 12],
  [/compression|reduction|ratio/i, 0.5],
  [/latent|z_?dim|bottleneck|code_?size/i, 8],
  [
    /filters|units|hidden|embed|dim$|d_?model|d_?ff|neurons|nodes|features|width|size|dims?$|cells/i,
    32,
  ],
  [/batch/i, 16],
  [/epochs|steps|iterations/i, 1],
  [/seed/i, 1],
  [/activation/i, 'relu'],
  [/padding/i, 'same'],
  [/initiali[sz]er/i, 'glorotUniform'],
  [/optimi[sz]er/i, 'adam'],
  [/loss/i, 'meanSquaredError'],
  [/name|prefix|scope|id$/i, 'block'],
  [/^(?:use|is|has|with|include|trainable|bias|return)/i, true],
];

const numberList =
  /^(?:readonly )?(?:number\[\]|(?:Readonly)?Array<number>|\[(?:\s*\w*:?\s*number,?)+\s*\])$/;

const byName = (name: string): Json | undefined => table.find(([row]) => row.test(name))?.[1];

/** The value of each primitive type if the name gives none of that type. */
const plainTypes: Readonly<Record<string, Json>> = { boolean: false, number: 8, string: 'block' };

/** A value of the declared type, if the type says enough. */
function byType(type: string, named: Json | undefined): Json | undefined {
  const plain = ownValue(plainTypes, type);
  if (plain !== undefined) return typeof named === typeof plain ? named : plain;
  if (numberList.test(type)) return typeof named === 'number' ? [named, named] : [32, 16];
  return /(?<=^|\|\s*)(['"])([^'"]*)\1/.exec(type)?.[2];
}

/** A parameter whose value must be guessed. */
export interface GuessedParameter {
  readonly name: string;
  readonly type: string | undefined;
  readonly usage: Usage;
  /** The shape to try for the input. */
  readonly shape: () => Shape;
}

const isShape = ({ name, type, usage }: GuessedParameter): boolean =>
  ownValue(plainTypes, type ?? '') === undefined &&
  (isShapeName(name) || usage.options.some((option) => /^(?:batchI|i)nputShape$/.test(option)));

const asList = (value: number): number[] => [value, Math.max(1, Math.ceil(value / 2))];

/** The guess for a number of no known meaning. */
const COUNT = 8;

function byNameOrUse({ name, usage }: GuessedParameter): Json {
  const named = byName(name) ?? usage.options.map(byName).find((value) => value !== undefined);
  if (usage.listed) return asList(typeof named === 'number' ? named : 32);
  return named ?? (usage.counted ? COUNT : null);
}

/** A small value that should let the definition build; `null` if nothing hints at one. */
export function guessValue(unknown: GuessedParameter): Json {
  const { name, type, usage, shape } = unknown;
  if (isShape(unknown)) return [...shape()];
  const [text] = usage.texts;
  if (text !== undefined) return text;
  const typed =
    type === undefined ? undefined : byType(type, byName(name) ?? usage.options.map(byName)[0]);
  return typed ?? byNameOrUse(unknown);
}

/** Shapes to try for an input, in this order; larger ones for encoders that halve often. */
const inputShapes: readonly Shape[] = [
  [32, 32, 3],
  [16],
  [16, 8],
  [16, 16, 16, 1],
  [128, 128, 3],
  [224, 224, 3],
];

const rankHints: readonly (readonly [RegExp, number])[] = [
  [/\b(?:conv3d|maxPooling3d|averagePooling3d|conv3dTranspose)\b/, 4],
  [/\b(?:conv2d|separableConv2d|depthwiseConv2d|maxPooling2d|conv2dTranspose|convLstm2d)\b/, 3],
  [/\b(?:lstm|gru|simpleRNN|rnn|conv1d|maxPooling1d|bidirectional|timeDistributed)\b/, 2],
  [/\b(?:dense|embedding)\b/, 1],
];

/** The shapes in the order that fits the layers a definition uses; ranks 3, 1, 2, 4 if it uses none of them. */
export function shapesFor(text: string, type: string | undefined): readonly Shape[] {
  const fixed = type === undefined ? null : /^\[([^\]]*)\]$/.exec(type);
  const ranks = fixed?.[1]?.split(',').filter((part) => part.trim() !== '').length;
  if (ranks !== undefined) {
    const fitting = inputShapes.filter(({ length }) => length === ranks);
    if (fitting.length > 0) return fitting;
  }
  const rank = rankHints.find(([hint]) => hint.test(text))?.[1];
  return [...inputShapes].sort((a, b) => Number(b.length === rank) - Number(a.length === rank));
}
