/** Sizes of a network's input that its downsamplings divide. */
export interface FittingSizes {
  readonly multiple: number;
  /** The extents of the map that the input has, and the nearest above that fit. */
  readonly given: readonly number[];
  readonly fits: readonly number[];
}

/** Reads the extents of a tensor's map, and the tensors that it is made of. */
export interface MapReader<T> {
  readonly extents: (tensor: T) => readonly (number | null | undefined)[];
  readonly inputs: (tensor: T) => readonly T[];
}

/** One axis of a tensor against that of the input. */
interface Scale {
  readonly given: number;
  /** Extent of the input ÷ that of the tensor, as if nothing had been cut off. */
  readonly stride: number;
  /** The largest stride on any way to the tensor. */
  readonly deepest: number;
}

/** The scales that were found, by the axis. */
type Found<T> = Map<number, Map<T, Scale | undefined>>;

/**
 * Finds the sizes that every downsampling on the way to a tensor divides. `undefined` where they fit already, or
 * where a layer changes the extents in another way, as a convolution without padding does. Tensors of one network
 * are read once, however many are asked for.
 */
export function sizeFinder<T>(read: MapReader<T>): (tensor: T) => FittingSizes | undefined {
  const found: Found<T> = new Map();
  return (tensor) => {
    const scales = read.extents(tensor).map((_, axis) => {
      const known = found.get(axis) ?? new Map<T, Scale | undefined>();
      found.set(axis, known);
      return scaleOf(tensor, axis, { read, known });
    });
    const known = scales.filter((scale) => scale !== undefined);
    return known.length === scales.length ? sizesOf(known) : undefined;
  };
}

function sizesOf(scales: readonly Scale[]): FittingSizes | undefined {
  const multiple = Math.max(...scales.map(({ deepest }) => deepest));
  const given = scales.map((scale) => scale.given);
  const fits = given.map((extent) => Math.ceil(extent / multiple) * multiple);
  const isFit = fits.every((extent, axis) => extent === given[axis]);
  return isFit ? undefined : { multiple, given, fits };
}

/** Reads inputs before what is made of them; a network may be too deep for the stack. */
function scaleOf<T>(tensor: T, axis: number, { read, known }: Known<T>): Scale | undefined {
  const waiting = [tensor];
  const isEntered = new Set<T>();
  for (let last = waiting.at(-1); last !== undefined; last = waiting.at(-1)) {
    const missing = read.inputs(last).filter((input) => !known.has(input));
    if (missing.length > 0 && !known.has(last) && !isEntered.has(last)) {
      isEntered.add(last);
      waiting.push(...missing);
      continue;
    }
    waiting.pop();
    if (!known.has(last)) known.set(last, scaleFrom(last, axis, { read, known }));
  }
  return known.get(tensor);
}

interface Known<T> {
  readonly read: MapReader<T>;
  readonly known: Map<T, Scale | undefined>;
}

function scaleFrom<T>(tensor: T, axis: number, { read, known }: Known<T>): Scale | undefined {
  const extent = read.extents(tensor)[axis];
  const inputs = read.inputs(tensor);
  if (typeof extent !== 'number') return undefined;
  if (inputs.length === 0) return { given: extent, stride: 1, deepest: 1 };
  const sides = inputs.map((input) => ({
    scale: known.get(input),
    extent: read.extents(input)[axis],
  }));
  return joined(extent, sides);
}

interface Side {
  readonly scale: Scale | undefined;
  readonly extent: number | null | undefined;
}

/** Every input must lead to the same stride: else some layer on the way is not understood. */
function joined(extent: number, sides: readonly Side[]): Scale | undefined {
  const found = sides.map((side) => scaledTo(extent, side));
  const [first] = found;
  if (!first || found.some((each) => each?.stride !== first.stride)) return undefined;
  return { ...first, deepest: Math.max(...found.map((each) => each?.deepest ?? 1)) };
}

function scaledTo(extent: number, { scale, extent: before }: Side): Scale | undefined {
  if (!scale || typeof before !== 'number') return undefined;
  if (extent >= before) {
    const stride = scale.stride / (extent / before);
    return Number.isInteger(extent / before) ? { ...scale, stride } : undefined;
  }
  const factor = Math.round(before / extent);
  const isWhole = [Math.floor(before / factor), Math.ceil(before / factor)].includes(extent);
  const stride = scale.stride * factor;
  return factor > 1 && isWhole
    ? { ...scale, stride, deepest: Math.max(scale.deepest, stride) }
    : undefined;
}
