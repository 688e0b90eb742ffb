import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { uniformFrom } from '../../src/engine/data/random';

/** A saved model with one to three faults in it: the file that is opened comes first. */
export interface Mutant {
  readonly kind: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

type Draw = (below: number) => number;

/** Whole numbers from 0, the same for the same seed. */
function drawFrom(seed: number): Draw {
  const uniform = uniformFrom(seed);
  return (below) => Math.floor(uniform() * below);
}

/** No number that would fit and take gigabytes. */
const oddValues: readonly (() => unknown)[] = [
  ...[null, true, 0, -1, 0.5, 7, 1e15, 1e308, -1e308, '', 'x', '0', '-1', '1e9', 'NaN'],
  ...[[], {}, [[]], [null], [-1], [0, 0], ['x', 0, 0], { list: { i: ['-5', 'x', '1e9'] } }],
  ...['__proto__', 'constructor', 'toString', 'x:1000000', '^x', 'float8', 'Sequential', 'Lambda'],
].map((value) => () => value);

/** Deep nesting and long texts are made when they are drawn. Two edits more may nest it four times as deep: JSON bears that. */
const largeValues: readonly (() => unknown)[] = [
  () => JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`) as unknown,
  () => 'n'.repeat(100_000),
  () => Array.from({ length: 5000 }, (_, i) => i),
];

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesIn(content: unknown): Place[] {
  const places: Place[] = [];
  const open = [content];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const key of Object.keys(value)) {
      const holder = value as Record<string, unknown>;
      places.push({ holder, key });
      open.push(holder[key] ?? null);
    }
  }
  return places;
}

function without({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

/** Puts the element in twice, as two layers of one name are. */
function twice({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 0, holder[Number(key)]);
}

const isText = ({ holder, key }: Place): boolean => typeof holder[key] === 'string';

/** Changes a value of some content in its place. */
function edit(content: unknown, draw: Draw): void {
  const places = placesIn(content);
  const pick = (from: readonly Place[]): Place | undefined => from[draw(from.length)];
  const place = pick(places);
  if (!place) return;
  const { holder, key } = place;
  const kind = draw(12);
  if (kind < 5) holder[key] = oddValues[draw(oddValues.length)]?.();
  else if (kind < 7) without(place);
  else if (kind === 7) twice(place);
  else if (kind === 8 && draw(8) === 0) holder[key] = largeValues[draw(largeValues.length)]?.();
  else if (kind < 11) move(pick(places.filter(isText)), pick(places.filter(isText)));
  else move(pick(places), place);
}

/** Puts a name in another one's place: circles, two of one name, references to nowhere. */
function move(from: Place | undefined, to: Place | undefined): void {
  if (to && from) to.holder[to.key] = structuredClone(from.holder[from.key]);
}

function editedJson(text: string, draw: Draw): string {
  const content = JSON.parse(text) as unknown;
  for (let count = 1 + draw(3); count > 0; count--) edit(content, draw);
  return JSON.stringify(content);
}

/** Other bytes, a stretch of equal ones, or an early end. */
function editedBytes(bytes: Uint8Array, draw: Draw): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let count = 1 + draw(4); count > 0; count--) {
    const at = draw(copy.length);
    if (draw(3) === 0) copy.fill(draw(256), at, at + draw(64));
    else copy[at] = draw(256);
  }
  return draw(4) === 0 ? copy.subarray(0, draw(copy.length)) : copy;
}

const fixture = (path: string): Uint8Array => readFileSync(`test/fixtures/${path}`);
const textOf = (path: string): string => strFromU8(fixture(path));
const oneOf = <T>(values: readonly T[], draw: Draw): T => values[draw(values.length)] as T;

function graphModel(draw: Draw): Mutant {
  const name = oneOf(['channelsFirst', 'pieces', 'unet'], draw);
  const [text, data] = [textOf(`graphModels/${name}.json`), fixture(`graphModels/${name}.bin`)];
  const json = draw(8) === 0 ? editedBytes(strToU8(text), draw) : strToU8(editedJson(text, draw));
  const weights = draw(8) === 0 ? editedBytes(data, draw) : data;
  return {
    kind: 'graph model',
    files: [
      { name: 'model.json', bytes: json },
      { name: `${name}.bin`, bytes: weights },
    ],
  };
}

const keras3 = ['attention', 'nested', 'operations', 'recurrent', 'resnet', 'shared', 'unknown'];

function kerasFile(draw: Draw): Mutant {
  const bytes = fixture(`keras3/${oneOf(keras3, draw)}.keras`);
  if (draw(4) === 0) {
    return { kind: '.keras', files: [{ name: 'm.keras', bytes: editedBytes(bytes, draw) }] };
  }
  const parts = unzipSync(bytes);
  const weights = parts['model.weights.h5'] ?? new Uint8Array();
  const config = strFromU8(parts['config.json'] ?? new Uint8Array());
  const part =
    draw(3) === 0
      ? { 'model.weights.h5': editedBytes(weights, draw) }
      : { 'config.json': strToU8(editedJson(config, draw)) };
  return { kind: '.keras', files: [{ name: 'm.keras', bytes: zipSync({ ...parts, ...part }) }] };
}

function hdf5File(draw: Draw): Mutant {
  const bytes = editedBytes(fixture(`keras3/${oneOf(keras3, draw)}.h5`), draw);
  return { kind: '.h5', files: [{ name: 'm.h5', bytes }] };
}

/** Two layers with their weights beside them, as TensorFlow.js saves them. */
const layersModel = JSON.stringify({
  format: 'layers-model',
  modelTopology: {
    class_name: 'Sequential',
    config: {
      name: 's',
      layers: [
        { class_name: 'Dense', config: { name: 'a', units: 2, batch_input_shape: [null, 3] } },
        { class_name: 'Dense', config: { name: 'b', units: 2, activation: 'relu' } },
      ],
    },
  },
  weightsManifest: [
    {
      paths: ['w.bin'],
      weights: [
        { name: 'a/kernel', shape: [3, 2], dtype: 'float32' },
        { name: 'a/bias', shape: [2], dtype: 'float32' },
        { name: 'b/kernel', shape: [2, 2], dtype: 'float32' },
        { name: 'b/bias', shape: [2], dtype: 'float32' },
      ],
    },
  ],
});

function layersJson(draw: Draw): Mutant {
  const weights = { name: 'w.bin', bytes: new Uint8Array(56) };
  const keras = strFromU8(
    unzipSync(fixture('keras3/nested.keras'))['config.json'] ?? new Uint8Array(),
  );
  const [kind, text] = oneOf(
    [
      ['layers model', layersModel],
      ['Keras JSON', keras],
      // With weights that are drawn in moments: VGG16's 138 million take seconds.
      ['Keras JSON', textOf('keras-topologies/MobileNetV2.json')],
    ] as const,
    draw,
  );
  return { kind, files: [{ name: 'model.json', bytes: strToU8(editedJson(text, draw)) }, weights] };
}

const makers = [graphModel, graphModel, kerasFile, hdf5File, layersJson];

/** Damaged models of every format, the same for the same seed. */
export function* savedMutants(seed: number, count: number): Generator<Mutant, void> {
  const draw = drawFrom(seed);
  for (let i = 0; i < count; i++) yield oneOf(makers, draw)(draw);
}
