import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../../shared/words/message';
import type { ModelDescription } from '../model/modelDescription';
import { decodeImage, type Pixels } from './decodeImage';
import { type NumberArray, shownShape, unusable, type UserData } from './numberArray';
import { hash, uniformFrom } from './random';
import { readDataFile } from './readDataFile';
import { resizeBilinear } from './resizeBilinear';
import { concreteShape } from './shapes';

const isImage = (name: string): boolean => /\.(png|jpe?g)$/i.test(name);

/** The most samples that a run can need, and the seed that picks them. */
export interface ImageChoice {
  readonly samples: number;
  readonly seed: number;
}

type Inputs = Pick<ModelDescription, 'inputs'>;

export interface ImageSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The size that a model takes images in. Throws if it takes no images. */
export function imageSize(label: string, { inputs: [spec, ...others] }: Inputs): ImageSize {
  if (!spec) throw unusable(message('data.images-for-nothing', { name: label }));
  const [, height = 0, width = 0, channels = 0] = concreteShape(spec, 1);
  const takes = spec.shape.at(3) === null ? 3 : channels;
  if (others.length === 0 && spec.shape.length === 4 && [1, 3, 4].includes(takes)) {
    return { height, width, channels: takes };
  }
  const shapes = [spec, ...others].map(({ shape }) => shownShape(shape));
  throw unusable(message('data.images-for-no-image', { name: label, shapes }));
}

/** Images by class: sub-folders in their alphabetical order. */
async function classesIn(folder: string, label: string): Promise<string[][]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const inside = await readdir(path.join(folder, name));
      return inside
        .filter(isImage)
        .sort()
        .map((file) => path.join(name, file));
    }),
  );
  const classes = files.filter((each) => each.length > 0);
  if (classes.length > 0) return classes;
  throw unusable(message('data.no-class-folders', { name: label }));
}

function shuffled<T>(values: readonly T[], seed: number): T[] {
  const draw = uniformFrom(seed);
  const keyed = values.map((value) => ({ value, key: draw() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
}

interface Picked {
  readonly file: string;
  readonly label: number;
}

/** Images of all classes in turn: the first batch already holds some of each. */
function pick(classes: readonly (readonly string[])[], { samples, seed }: ImageChoice): Picked[] {
  const decks = classes.map((files, label) => shuffled(files, hash(seed, label)));
  const longest = Math.max(...decks.map(({ length }) => length));
  const turns = Array.from({ length: longest }, (_, turn) =>
    decks.flatMap((deck, label) => {
      const file = deck[turn];
      return file === undefined ? [] : [{ file, label }];
    }),
  );
  return turns.flat().slice(0, samples);
}

/** Brightness of red, green and blue (ITU-R BT.601). */
const LUMA = [0.299, 0.587, 0.114] as const;

/** The value of a channel of the wanted image at one pixel of the given one. */
function channelAt({ values, channels }: Pixels, pixel: number, of: ImageSize, c: number): number {
  const at = (channel: number): number => values[pixel * channels + channel] ?? 0;
  const isGrey = channels <= 2;
  if (c === 3) return channels % 2 === 0 ? at(channels - 1) : 1;
  if (isGrey) return at(0);
  return of.channels === 1 ? LUMA[0] * at(0) + LUMA[1] * at(1) + LUMA[2] * at(2) : at(c);
}

function withChannels(pixels: Pixels, size: ImageSize): Float32Array {
  const count = pixels.width * pixels.height;
  return Float32Array.from({ length: count * size.channels }, (_, i) =>
    channelAt(pixels, Math.floor(i / size.channels), size, i % size.channels),
  );
}

/** An image in the size and the channels that a model takes; values stay as they are. */
export function sizedImage(pixels: Pixels, size: ImageSize): Float32Array {
  const { width, height } = pixels;
  const { channels } = size;
  const values = withChannels(pixels, size);
  const isThatSize = width === size.width && height === size.height;
  return isThatSize ? values : resizeBilinear({ width, height, channels, values }, size);
}

/**
 * A folder with one sub-folder of images for each class, scaled to the size that the model takes and to
 * values from 0 to 1; targets are class numbers. Only as many images are read as a run can need.
 * Rejects with a `Failure` of code `unusable-data`.
 */
export async function readImageFolder(
  folder: string,
  label: string,
  model: Inputs,
  choice: ImageChoice,
): Promise<UserData> {
  const size = imageSize(label, model);
  const classes = await classesIn(folder, label);
  const picked = pick(classes, choice);
  const entries = size.height * size.width * size.channels;
  const values = new Float32Array(picked.length * entries);
  for (const [i, { file }] of picked.entries()) {
    const bytes = await readDataFile(path.join(folder, file));
    values.set(sizedImage(await decodeImage(`${label}/${file}`, bytes), size), i * entries);
  }
  const shape = [picked.length, size.height, size.width, size.channels];
  const inputs: NumberArray = {
    label,
    shape,
    contents: { of: 'numbers', dtype: 'pixels' },
    values,
  };
  const numbers = Float32Array.from(picked, (each) => each.label);
  const contents = { of: 'folders', count: classes.length } as const;
  const targets = { label, shape: [picked.length], contents, values: numbers };
  return { inputs: [inputs], targets: [targets] };
}
