import * as l10n from '@vscode/l10n';
import type { InplaceBreaksBackward, InplaceChangesShortcut } from '../report/causes';

interface Names {
  /** The layers that write. */
  readonly layers: string;
  /** The layer that needs what they write. */
  readonly other: string;
}

export const inplaceBreaksMessage = (_: InplaceBreaksBackward, names: Names): string =>
  l10n.t(
    '{layers} changes a tensor in place that the backward pass of {other} needs: backward() raises an error.',
    { ...names },
  );

export const inplaceChangesMessage = (_: InplaceChangesShortcut, names: Names): string =>
  l10n.t(
    '{layers} writes into its input, and the shortcut into {other} reads it afterwards: it does not carry the input of the body, but what {layers} made of it.',
    { ...names },
  );
