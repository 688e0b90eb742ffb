import type { Shape } from '../../../shared/network/network';
import { fromStart } from './axes';
import type { AxisMap, ChannelRule, KnownShape } from './row';
import type {
  AxisSettings,
  GatherSettings,
  IndexSettings,
  NormalizationSettings,
  ProductSettings,
  ReduceSettings,
  SlidingSettings,
} from './settings';

const range = (length: number): number[] => Array.from({ length }, (_, axis) => axis);
const rankOf = (shape: KnownShape): number => shape?.length ?? 0;

/** Axes are aligned at the end, as NumPy broadcasts them. */
export const aligned: ChannelRule<unknown> = {
  axes: (input, output) => {
    const lead = rankOf(output) - rankOf(input);
    return range(rankOf(output)).map((axis) => (axis < lead ? undefined : axis - lead));
  },
};

export const lost: ChannelRule<unknown> = { axes: () => [] };

/** The operation works along a channel axis that it knows. */
const owned = <Settings>(axisOf: (settings: Settings) => number): ChannelRule<Settings> => ({
  axes: () => [],
  own: (settings, input, output) => ({
    input: fromStart(axisOf(settings), rankOf(input)),
    output: fromStart(axisOf(settings), rankOf(output)),
  }),
});

export const ofLayout = owned<Pick<SlidingSettings, 'layout'>>(({ layout }) => layout.channels);
export const ofProduct = owned<ProductSettings>(({ channels = -1 }) => channels);
export const lastAxis = owned<unknown>(() => -1);
export const ofNormalization = owned<NormalizationSettings>(({ channels }) => channels);

/** A table of vectors is looked up: the index has no channels. */
export const vectors: ChannelRule<unknown> = {
  axes: () => [],
  own: (_, __, output) => ({ output: rankOf(output) - 1 }),
};

export const permutedAxes: ChannelRule<{ readonly order: readonly number[] | undefined }> = {
  axes: (_, __, { order }) => order ?? [],
};

/** An axis goes on if its extent and the number of entries behind it stay the same. */
export const reshapedAxes: ChannelRule<unknown> = {
  axes: (input, output) => {
    if (!input || !output) return [];
    const before = keysOf(input);
    return keysOf(output).map((key) => {
      const axis = before.indexOf(key);
      return axis < 0 ? undefined : axis;
    });
  },
};

/** Extent and entries behind it; unknown extents are a factor of their own. */
function keysOf(shape: Shape): string[] {
  let [entries, unknown] = [1, 0];
  return [...shape]
    .reverse()
    .map((extent) => {
      const key = `${extent} ${entries} ${unknown}`;
      if (extent === null) unknown += 1;
      else entries *= extent;
      return key;
    })
    .reverse();
}

const without = (input: KnownShape, gone: readonly number[]): AxisMap =>
  range(rankOf(input)).filter(
    (axis) => !gone.some((each) => fromStart(each, rankOf(input)) === axis),
  );

export const reducedAxes: ChannelRule<ReduceSettings> = {
  axes: (input, output, { axes, keepsAxes }) =>
    keepsAxes ? range(rankOf(output)) : axes ? without(input, axes) : [],
};

export const unstackedAxes: ChannelRule<AxisSettings> = {
  axes: (input, _, { axis = 0 }) => without(input, [axis]),
};

export const stackedAxes: ChannelRule<AxisSettings> = {
  axes: (input, output, { axis = 0 }) => {
    const added = fromStart(axis, rankOf(output));
    return range(rankOf(input) + 1).map((at) =>
      at === added ? undefined : at - (at > added ? 1 : 0),
    );
  },
};

/** The axes of the indices replace the axis, which goes on if there is one of them. */
export const gatheredAxes: ChannelRule<GatherSettings> = {
  axes: (input, _, { axis, indices }) => {
    if (axis === undefined || !indices) return [];
    const along = fromStart(axis, rankOf(input));
    return range(rankOf(input)).flatMap((at): (number | undefined)[] => {
      if (at !== along) return [at];
      return indices.length === 1 ? [at] : indices.map(() => undefined);
    });
  },
};

export const indexedAxes: ChannelRule<IndexSettings> = {
  axes: (input, _, { places }) => {
    if (!places) return [];
    const map: (number | undefined)[] = [];
    let axis = 0;
    for (const { kind } of places) {
      if (kind === 'newAxis') map.push(undefined);
      if (kind === 'cut') map.push(axis);
      if (kind !== 'newAxis') axis += 1;
    }
    return [...map, ...range(rankOf(input)).slice(axis)];
  },
};
