import type { Flow } from '../flow/flow';
import { NONE, soleInput } from '../flow/flow';
import { at } from '../flow/lookup';
import type { DominatedRoutes } from '../flow/routes';
import { mergeHow } from './merges';

/** A part of a way that forks and joins within itself: a residual block, a dense block. */
export interface Stretch {
  /** The fork; every path to the join passes through it. */
  readonly fork: number;
  /** Its cheapest path, from the join (included) back to the fork (excluded). */
  readonly nodes: readonly number[];
  readonly cost: 0 | 1;
  /** The block's own shortcut is a linear projection, which counts nothing. */
  readonly projects: boolean;
}

/** The stretch that ends at a node, as far as its cheapest path passes at most one transforming layer. */
export type FindStretch = (join: number) => Stretch | undefined;

/**
 * Finds stretches by dominance. A stretch counts as its cheapest path. The shortcut of a residual block
 * may be a linear projection beside a branch that bends or costs more (the paths across MultiResUNet,
 * Ibtehaz and Rahman 2020): such a block refines what it carries and counts nothing. A stretch that goes
 * down and up in resolution is a network of its own and none.
 */
export function stretchesOf(flow: Flow, routes: DominatedRoutes): FindStretch {
  return (join) => {
    const how = mergeHow(at(flow.nodes, join));
    const fork = how === undefined ? NONE : routes.nearestAbove(join);
    if (fork === NONE || routes.goesDownAndUp(fork, join)) return undefined;
    const least = routes.leastCost(fork, join);
    if (least > 1) return undefined;
    const projection =
      least === 1 && how === 'additive' ? projectionOf(flow, routes, fork, join) : undefined;
    if (projection) return { fork, nodes: projection, cost: 0, projects: true };
    const nodes = routes.cheapestWay(fork, join);
    return { fork, nodes, cost: least === 0 ? 0 : 1, projects: false };
  };
}

/** The linear path of one transforming layer, if there is one beside a branch that bends or costs more. */
function projectionOf(
  flow: Flow,
  routes: DominatedRoutes,
  fork: number,
  join: number,
): number[] | undefined {
  const way = at(flow.nodes, join)
    .inputs.filter((producer) => producer !== NONE && routes.leastCost(fork, producer) === 1)
    .map((producer) => [join, ...routes.cheapestWay(fork, producer)])
    .find((nodes) => nodes.every((node) => isStraight(flow, node)));
  if (!way) return undefined;
  return routes.span(fork, join) > 1 || bendsBeside(flow, join, way, fork) ? way : undefined;
}

function isStraight(flow: Flow, node: number): boolean {
  const { operation } = at(flow.nodes, node);
  if (operation.type === 'activation') return operation.activation.linear;
  if (operation.type !== 'transform') return true;
  return operation.activation.linear && !['attention', 'recurrent'].includes(operation.family);
}

/** Tells whether a branch beside the cheapest path contains a nonlinearity. */
function bendsBeside(flow: Flow, join: number, nodes: readonly number[], fork: number): boolean {
  return at(flow.nodes, join).inputs.some((producer) => {
    if (nodes.includes(producer)) return false;
    for (let here = producer; here > fork; here = soleInput(at(flow.nodes, here))) {
      if (!isStraight(flow, here)) return true;
    }
    return false;
  });
}
