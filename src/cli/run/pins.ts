import { createHash } from 'node:crypto';
import path from 'node:path';
import { diffArrays } from 'diff';
import * as v from 'valibot';
import { Failure } from '../../shared/base/failures';
import type { Layer, Network } from '../../shared/network/network';
import type { Report } from '../../shared/report/report';
import { formatCount, formatShapes } from '../../shared/words/format';
import { message } from '../../shared/words/message';
import { largestBytes, readTextIfAny } from '../../workspace/files/readFile';
import { overridesKey } from '../../workspace/overrides/overrides';

/** The file that holds the pinned structures of a folder's models, to be committed. */
export const PINS_FILE = '.skipscope.pins.json';

/** The structure of a model as it was pinned. Names, lines and weights are no part of it. */
export interface Pin {
  /** SHA-256 of the rows. */
  readonly hash: string;
  readonly layers: number;
  readonly parameters: number;
  readonly macs?: number | undefined;
  readonly skips: number;
  /** One for each application of a layer, in the network's order. */
  readonly rows: readonly string[];
}

/** By `FILE#NAME`. */
export type Pins = Readonly<Record<string, Pin>>;

const pinsFile = v.object({
  version: v.literal(1),
  models: v.record(
    v.string(),
    v.object({
      hash: v.string(),
      layers: v.number(),
      parameters: v.number(),
      macs: v.optional(v.number()),
      skips: v.number(),
      rows: v.array(v.string()),
    }),
  ),
});

/** A layer's kind, its shape, its weights, and the distance back to its inputs: an insertion changes few rows. */
function rowOf(layer: Layer, at: number, positions: ReadonlyMap<string, number>): string {
  const { kind, outputShape, parameters, inputs, sharedWith } = layer;
  const back = inputs.map(({ layer: id, output }) => {
    const distance = (positions.get(id) ?? at) - at;
    return output === 0 ? String(distance) : `${distance}:${output}`;
  });
  const weights = [parameters.trainable, parameters.frozen].map(formatCount).join(' + ');
  return [
    `${kind} ${formatShapes(outputShape)}`,
    ...(parameters.trainable + parameters.frozen > 0 ? [`${weights} parameters`] : []),
    ...(sharedWith === undefined ? [] : ['shared']),
    ...(back.length > 0 ? [`of ${back.join(', ')}`] : []),
  ].join(' · ');
}

function rowsOf({ layers }: Network): string[] {
  const positions = new Map<string, number>(layers.map(({ id }, at) => [id, at]));
  return layers.map((layer, at) => rowOf(layer, at, positions));
}

/** The structure of a model, to be pinned or compared. */
export function pinOf({ network, skips }: Pick<Report, 'network' | 'skips'>): Pin {
  const rows = rowsOf(network);
  const { layers, parameters, macs } = network.totals;
  return {
    hash: createHash('sha256').update(rows.join('\n')).digest('hex'),
    layers,
    parameters,
    skips: skips.merges.total,
    rows,
    ...(macs !== undefined && { macs }),
  };
}

const MOST_LINES = 20;

const countLine = (name: string, before = 0, now = 0): string[] =>
  before === now ? [] : [`  ${name}: ${formatCount(before)} → ${formatCount(now)}`];

/** The difference of a model from its pin as lines of counts and layers; empty if there is none. */
export function pinDifference(before: Pin, now: Pin): string[] {
  if (before.hash === now.hash) return [];
  const lines = diffArrays([...before.rows], [...now.rows]).flatMap(({ added, removed, value }) => {
    const sign = added ? '+' : removed ? '-' : undefined;
    return sign === undefined ? [] : value.map((row) => `  ${sign} ${row}`);
  });
  const more = lines.length - MOST_LINES;
  return [
    ...countLine('layers', before.layers, now.layers),
    ...countLine('parameters', before.parameters, now.parameters),
    ...countLine('MACs', before.macs, now.macs),
    ...countLine('skip merges', before.skips, now.skips),
    ...lines.slice(0, MOST_LINES),
    ...(more > 0 ? [`  and ${formatCount(more)} more lines`] : []),
  ];
}

/** The key of a definition in the file of pins. */
export const pinKey = (file: string, site: string): string =>
  overridesKey(path.relative(process.cwd(), file), site);

/** The pins of the working folder; `undefined` where it has none. Rejects with a `Failure` if the file is wrong. */
export async function readPins(): Promise<Pins | undefined> {
  const text = await readTextIfAny(path.resolve(PINS_FILE), largestBytes.report, PINS_FILE);
  if (text === undefined) return undefined;
  const refuse = (): never => {
    const at = { file: PINS_FILE, line: 1, column: 1 };
    throw new Failure('invalid-argument', message('files.pins-invalid', { file: PINS_FILE }), at);
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse();
  }
  return v.is(pinsFile, value) ? value.models : refuse();
}

/** The text of the file, models in the order of their names. */
export function pinsText(pins: Pins): string {
  const models = Object.fromEntries(Object.entries(pins).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, models }, null, 2)}\n`;
}
