import * as l10n from '@vscode/l10n';
import type { Shape } from '../network/network';
import { disagree } from '../network/shapes';

/** How two extents may be made equal: a whole factor asks for a stride or an upsampling, a difference of a few for padding or a crop. */
interface SpatialGap {
  readonly large: number;
  readonly small: number;
  /** Absent where `large` is no multiple of `small`. */
  readonly factor?: number;
}

/** Ways to make two shapes fit that disagree, in one sentence; both have the batch first and channels last. */
export function reconcile(a: Shape, b: Shape): string {
  if (a.length !== b.length) return l10n.t('Flatten or reshape one branch: the ranks differ.');
  const spatial = spatialGap(a.slice(1, -1), b.slice(1, -1));
  const [from, to] = [a.at(-1), b.at(-1)];
  if (!disagree(from, to)) return spatial ? spatialText(spatial) : '';
  const channels = { from: String(from), to: String(to) };
  return spatial ? bothText(spatial, channels) : channelText(channels);
}

function spatialGap(a: Shape, b: Shape): SpatialGap | undefined {
  const axis = a.findIndex((extent, at) => disagree(extent, b[at]));
  const [one, other] = [a[axis], b[axis]];
  if (!one || !other) return undefined;
  const [large, small] = [Math.max(one, other), Math.min(one, other)];
  return { large, small, ...(large % small === 0 && { factor: large / small }) };
}

function spatialText({ large, small, factor }: SpatialGap): string {
  return factor === undefined
    ? l10n.t("Crop {large} to {small}, or use padding 'same' where a layer eats the border.", {
        large,
        small,
      })
    : l10n.t(
        'Bring {large} to {small} with a stride of {factor}, or upsample {small} by {factor}.',
        { large, small, factor },
      );
}

interface Channels {
  readonly from: string;
  readonly to: string;
}

const channelText = (channels: Channels): string =>
  l10n.t(
    'Project one branch with a 1×1 convolution (or dense layer) from {from} to {to} channels.',
    { ...channels },
  );

function bothText({ large, small, factor }: SpatialGap, channels: Channels): string {
  return factor === undefined
    ? l10n.t(
        "Crop {large} to {small}, or use padding 'same' where a layer eats the border and project one branch with a 1×1 convolution (or dense layer) from {from} to {to} channels.",
        { large, small, ...channels },
      )
    : l10n.t(
        'Bring {large} to {small} with a stride of {factor}, or upsample {small} by {factor} and project one branch with a 1×1 convolution (or dense layer) from {from} to {to} channels.',
        { large, small, factor, ...channels },
      );
}
