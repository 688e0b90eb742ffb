import * as l10n from '@vscode/l10n';
import type { Shape } from '../../shared/network/network';

/** What would make two shapes that disagree fit, in words; both have the batch first and channels last. */
export function reconcile(a: Shape, b: Shape): string {
  if (a.length !== b.length) return l10n.t('Flatten or reshape one branch: the ranks differ.');
  const remedies = [
    spatialRemedy(a.slice(1, -1), b.slice(1, -1)),
    channelRemedy(a.at(-1), b.at(-1)),
  ];
  const found = remedies.filter((remedy) => remedy !== undefined);
  const text = found.join(l10n.t(' and '));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

type Extent = number | null | undefined;

function channelRemedy(a: Extent, b: Extent): string | undefined {
  if (!disagree(a, b)) return undefined;
  return l10n.t(
    'project one branch with a 1×1 convolution (or dense layer) from {0} to {1} channels',
    String(a),
    String(b),
  );
}

/** A whole factor asks for a stride or an upsampling; a difference of a few for padding or a crop. */
function spatialRemedy(a: Shape, b: Shape): string | undefined {
  const at = a.findIndex((extent, axis) => disagree(extent, b[axis]));
  const [one, other] = [a[at], b[at]];
  if (!one || !other) return undefined;
  const [large, small] = [Math.max(one, other), Math.min(one, other)];
  if (large % small === 0) {
    return l10n.t(
      'bring {0} to {1} with a stride of {2}, or upsample {3} by {4}',
      large,
      small,
      large / small,
      small,
      large / small,
    );
  }
  return l10n.t(
    "crop {0} to {1}, or use padding 'same' where a layer eats the border",
    large,
    small,
  );
}

/** Two extents that cannot be merged; an unknown one fits everything. */
export function disagree(a: Extent, b: Extent): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}
