/** A named part of the network. */
export interface Block {
  readonly kind: BlockKind | CallKind;
  /** The last unit inside. */
  readonly exit: number;
  /** Units of the container, and smaller blocks. */
  readonly items: readonly Item[];
  /** Number of equal parts in a row that it stands for. */
  readonly repeat: number;
  /** The level of a U-shape, 1 at full resolution: part of the block's name. */
  readonly level?: number;
  /** The function of the source whose call made it, or its name as an iteration of a loop. */
  readonly name?: string;
}

/** The kinds of groups that come from the source alone: calls of functions and iterations of loops. */
export type CallKind = 'function' | 'iteration';

export const isCallKind = (kind: string): kind is CallKind =>
  kind === 'function' || kind === 'iteration';

/** The position of a unit, or a block. */
export type Item = number | Block;

export type BlockKind =
  | 'residual block'
  | 'bottleneck block'
  | 'inverted residual block'
  | 'attention block'
  | 'feed-forward block'
  | 'transformer block'
  | 'highway layer'
  | 'dense layer'
  | 'dense block'
  | 'inception block'
  | 'parallel branches'
  | 'squeeze-excite'
  | 'gate'
  | 'attention'
  | 'plain stack'
  | 'repeated layers'
  | 'encoder level'
  | 'deepest level'
  | 'decoder level';

export const exitOf = (item: Item): number => (typeof item === 'number' ? item : item.exit);

/** All units inside, in ascending order; without recursion. */
export function unitsIn(items: readonly Item[]): number[] {
  const units: number[] = [];
  const waiting = [...items];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    if (typeof item === 'number') units.push(item);
    else for (const inner of item.items) waiting.push(inner);
  }
  return units.sort((a, b) => a - b);
}
