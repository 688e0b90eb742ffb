/** Sizes of a network's input that its downsamplings divide. */
export interface FittingSizes {
  readonly multiple: number;
  /** The extents of the map that the input has, and the nearest above that fit. */
  readonly given: readonly number[];
  readonly fits: readonly number[];
}

/** Reads a tensor: the extents of its map, and the tensors that it is made of. */
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

type Scales<T> = Map<T, Scale | undefined>;

/**
 * Opens a network for the sizes that every downsampling on the way to a tensor divides. `undefined` where they fit
 * already, or where a layer changes the extents in another way, as a convolution without padding does.
 */
export function openFittingSizes<T>(read: MapReader<T>): (tensor: T) => FittingSizes | undefined {
  const known: Scales<T>[] = [];
  return (tensor) => {
    const scales = read
      .extents(tensor)
      .map((_, axis) => scaleOf(tensor, { axis, known: (known[axis] ??= new Map()) }, read));
    return sizesOf(scales);
  };
}

function sizesOf(scales: readonly (Scale | undefined)[]): FittingSizes | undefined {
  const known = scales.filter((scale) => scale !== undefined);
  if (known.length === 0 || known.length < scales.length) return undefined;
  const multiple = Math.max(...known.map(({ deepest }) => deepest));
  const given = known.map((scale) => scale.given);
  const fits = given.map((extent) => Math.ceil(extent / multiple) * multiple);
  const isFit = fits.every((extent, axis) => extent === given[axis]);
  return isFit ? undefined : { multiple, given, fits };
}

interface Walk<T> {
  readonly axis: number;
  readonly known: Scales<T>;
}

/** Every tensor that one is made of, each behind its inputs, without those known; no recursion, since networks are deep. */
function behindInputs<T>(tensor: T, { known }: Walk<T>, { inputs }: MapReader<T>): ReadonlySet<T> {
  const order = new Set<T>();
  const entered = new Set<T>();
  const isNew = (one: T): boolean => !entered.has(one) && !known.has(one);
  const waiting = isNew(tensor) ? [tensor] : [];
  for (let at = waiting.at(-1); at !== undefined; at = waiting.at(-1)) {
    const next = entered.has(at) ? [] : inputs(at).filter((input) => isNew(input));
    entered.add(at);
    if (next.length > 0) waiting.push(...next);
    else order.add(waiting.pop() as T);
  }
  return order;
}

function scaleOf<T>(tensor: T, walk: Walk<T>, read: MapReader<T>): Scale | undefined {
  const { axis, known } = walk;
  const sideOf = (input: T): Side => ({
    scale: known.get(input),
    extent: read.extents(input)[axis],
  });
  for (const each of behindInputs(tensor, walk, read)) {
    const extent = read.extents(each)[axis];
    const inputs = read.inputs(each);
    const start = { given: extent ?? 0, stride: 1, deepest: 1 };
    const isKnown = typeof extent === 'number';
    const scale = inputs.length === 0 ? start : joined(inputs, extent ?? 0, sideOf);
    known.set(each, isKnown ? scale : undefined);
  }
  return known.get(tensor);
}

interface Side {
  readonly scale: Scale | undefined;
  readonly extent: number | null | undefined;
}

/** Every input must lead to the same stride: else some layer on the way is not understood. */
function joined<T>(
  inputs: readonly T[],
  extent: number,
  sideOf: (input: T) => Side,
): Scale | undefined {
  const found = inputs.map((input) => scaledTo(extent, sideOf(input)));
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
