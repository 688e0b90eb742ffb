import { channelCount } from '../../shared/network/axes';
import { featureMapOf } from '../flow/featureMap';
import type { Flow, FlowNode } from '../flow/flow';
import { NONE, costOf, soleInput } from '../flow/flow';
import type { Bounded } from '../flow/gating';
import { carriedSlots } from '../flow/gating';
import { at, int } from '../flow/lookup';
import { resolutionAt, strides } from '../flow/resolution';
import type { FindStretch, Stretch } from './stretches';
import type { Bypass } from './sweep';
import type { Skip } from '../../shared/report/report';

/** A path from a merge back to a fork, through at most one transforming layer. */
export interface Shortcut {
  readonly fork: number;
  /** From the merge to the fork, both excluded. */
  readonly nodes: readonly number[];
  /** Transforming layers on the path: 0 or 1. */
  readonly cost: number;
  readonly bypass: Bypass;
  /** The multiplication by a bounded factor on the path. */
  readonly gate?: number;
  /** Number of self-contained blocks (fork and join inside) on the path. */
  readonly blocks: number;
  /** The own shortcut of one of these blocks is a linear projection. */
  readonly projects: boolean;
}

/** The network that a walk crosses, and the forks at which it may end. */
export interface Walk {
  readonly flow: Flow;
  readonly bounded: Bounded;
  /** The bypass of a fork; `undefined` if there is none, and the walk goes on. */
  readonly bypass: (fork: number) => Bypass | undefined;
  readonly maximumCost: 0 | 1;
  /** Finds the way on past a join, for long skips only; absent if the walk ends at joins. */
  readonly stretch?: FindStretch;
}

/** Above this many blocks on a way it is a network of its own; keeps the walk short. */
const MANY_BLOCKS = 16;

/**
 * Finds the path to the nearest fork with a bypass, `start` included. Where several tensors are joined it
 * ends, or passes the block that forks and joins there. A path with such blocks must be a long skip, whose
 * bypass goes down and up again: else both ways of a residual network would be each other's shortcut.
 */
export function walkBack(walk: Walk, start: number): Shortcut | undefined {
  return onwards(walk, start, { nodes: [], cost: 0, blocks: 0, projects: false });
}

type Path = Omit<Shortcut, 'fork' | 'bypass'>;

function onwards(walk: Walk, start: number, before: Path): Shortcut | undefined {
  const { flow } = walk;
  let way: Path = before;
  const nodes = [...before.nodes];
  for (let here = start; here !== NONE;) {
    const bypass = mayFork(flow, here) ? walk.bypass(here) : undefined;
    if (bypass) return arriving({ ...way, nodes, fork: here, bypass });
    const block = blockAt(walk, here, way.blocks);
    nodes.push(...(block?.nodes ?? [here]));
    way = past(at(flow.nodes, here), way, block);
    if (way.cost > walk.maximumCost) return undefined;
    const carried = carriedBefore(walk, here, way);
    if (carried.length > 0) {
      const onward = { ...way, nodes, gate: here };
      return saving(carried.map((producer) => onwards(walk, producer, onward)));
    }
    here = block?.fork ?? soleInput(at(flow.nodes, here));
  }
  return undefined;
}

/** The block that joins here, if the walk may pass it. */
function blockAt({ flow, stretch }: Walk, here: number, passed: number): Stretch | undefined {
  const isJoin = soleInput(at(flow.nodes, here)) === NONE;
  return isJoin && passed < MANY_BLOCKS ? stretch?.(here) : undefined;
}

/** The way with a node or a block more; its nodes are kept apart. */
const past = (node: FlowNode, way: Path, block: Stretch | undefined): Path => ({
  ...way,
  cost: way.cost + (block ? block.cost : costOf(node)),
  blocks: way.blocks + (block ? 1 : 0),
  projects: way.projects || block?.projects === true,
});

/** The factors that a bounded one scales here, if the way passes no gate yet. */
function carriedBefore({ flow, bounded }: Walk, here: number, way: Path): number[] {
  const node = at(flow.nodes, here);
  if (way.gate !== undefined) return [];
  return carriedSlots(node, bounded).map((slot) => at(node.inputs, slot));
}

const arriving = (shortcut: Shortcut): Shortcut | undefined =>
  shortcut.blocks > 0 && !shortcut.bypass.downAndUp ? undefined : shortcut;

/** The way that saves most of what it bypasses: both operands of T·x may be bounded. */
function saving(ways: readonly (Shortcut | undefined)[]): Shortcut | undefined {
  const saved = ({ bypass, cost }: Shortcut) => bypass.span - cost;
  return ways.reduce(
    (best, way) => (way && (!best || saved(way) > saved(best)) ? way : best),
    undefined,
  );
}

/** Two outputs of one transforming layer are different tensors; two slices of one tensor fork it. */
function mayFork(flow: Flow, node: number): boolean {
  const { layer, operation, port } = at(flow.nodes, node);
  if (int(flow.readers, node) < 2) return false;
  return port || layer.outputShape.length < 2 || operation.type === 'passive';
}

const ways = (flow: Flow, { nodes }: Shortcut): FlowNode[] =>
  nodes.map((node) => at(flow.nodes, node));

/** The change of the spatial resolution along the shortcut alone. */
export function spatialChangeOf(flow: Flow, shortcut: Shortcut): Skip['spatialChange'] {
  const steps = ways(flow, shortcut).map((node) => resolutionAt(flow, node));
  if (steps.includes('down')) return 'down';
  return steps.includes('up') ? 'up' : 'none';
}

/** Tells whether only some of the fork's channels arrive. */
export function isPartial(flow: Flow, shortcut: Shortcut): boolean {
  return ways(flow, shortcut).some((node) => {
    const { operation, shape, inputs, port } = node;
    if (operation.type !== 'passive' || operation.effect !== 'slice') return false;
    const producer = at(flow.nodes, at(inputs, 0));
    if (port || producer.shape.length !== shape.length) return true;
    const [from, to] = [producer, node].map((each) => channelCount(featureMapOf(each)));
    return from === undefined || to === undefined || to < from;
  });
}

export type Pooling = 'none' | 'matchesStride' | 'sameSize' | 'global';

/** The pooling on the shortcut, if any; the strongest form if there are several. */
export function poolingOf(flow: Flow, shortcut: Shortcut): Pooling {
  const found = ways(flow, shortcut).map(({ operation }): Pooling => {
    if (operation.type === 'resample' && operation.direction === 'down') return 'matchesStride';
    if (operation.type !== 'pool') return 'none';
    if (operation.global) return 'global';
    return strides(operation) ? 'matchesStride' : 'sameSize';
  });
  const order: readonly Pooling[] = ['global', 'sameSize', 'matchesStride'];
  return order.find((form) => found.includes(form)) ?? 'none';
}

/** Tells whether the shortcut passes no nonlinearity. */
export function isLinear(flow: Flow, shortcut: Shortcut): boolean {
  return ways(flow, shortcut).every(({ operation }) =>
    operation.type === 'activation' || operation.type === 'transform'
      ? operation.activation.linear
      : true,
  );
}

/** Tells whether its transforming layer, if any, is a projection: attention and recurrence mix positions. */
export function isProjection(flow: Flow, shortcut: Shortcut): boolean {
  return ways(flow, shortcut).every(
    ({ operation }) =>
      operation.type !== 'transform' || !['attention', 'recurrent'].includes(operation.family),
  );
}
