import type { Severity, SkipKind, Skip } from '../../../src/shared/report/report';
import type { LayerHeat } from '../state/layerHeat';
import type { SkipFilter, Target } from '../state/panelState';
import type { Changes } from '../state/subject';
import type { ItemKey } from '../state/treeItems';
import type { GraphTheme } from './theme';

/** The colours and highlights of a picture at the moment; they change far more often than the picture. */
export interface Appearance {
  readonly theme: GraphTheme;
  readonly heat: LayerHeat;
  readonly filter: SkipFilter;
  readonly selected: Target | undefined;
  readonly hovered: Target | undefined;
  /** Boxes whose line the text cursor is on; a closed group stands for its content. */
  readonly cursor: ReadonlySet<ItemKey>;
  /** Parts that only one of two compared reports has; empty if nothing is compared. */
  readonly changes: Changes;
  readonly comparing: boolean;
  /** The boxes that the verdict speaks of. */
  readonly chain: Chain;
}

export interface Chain {
  readonly boxes: ReadonlySet<ItemKey>;
  /** Absent if there is nothing to warn of. */
  readonly severity?: Severity;
  /** Everything else is grey. */
  readonly alone: boolean;
}

export const noChain: Chain = { boxes: new Set(), alone: false };

/** Tells a box that gives way to those that the verdict speaks of. */
export const isGrey = ({ chain }: Appearance, key: ItemKey): boolean =>
  chain.alone && !chain.boxes.has(key);

/** `true` if two appearances paint a picture alike from afar, highlights aside. */
export const looksTheSame = (a: Appearance, b: Appearance): boolean =>
  a.heat === b.heat &&
  a.theme === b.theme &&
  a.filter === b.filter &&
  a.chain.alone === b.chain.alone;

/** Dashes in CSS pixels at zoom 1: kinds can be told apart without their colours. */
export const skipDashes: Readonly<Record<SkipKind, readonly number[]>> = {
  identityAdd: [],
  projectionAdd: [7, 4],
  concat: [2, 4],
  gated: [10, 4, 2, 4],
  projectionConcat: [5, 3, 2, 3],
};

export const isShown = ({ kind, reach }: Skip, filter: SkipFilter): boolean =>
  filter === 'all' || filter === kind || filter === reach;
