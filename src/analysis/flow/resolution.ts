import { type FeatureMap, mapExtents } from '../../shared/network/axes';
import type { Shape } from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import type { Flow, FlowNode } from './flow';
import { NONE } from './flow';
import { at } from './lookup';
import { featureMapOf } from './featureMap';

export type Resolution = 'same' | 'down' | 'up';

/**
 * The effect of an operation on the spatial resolution, given the shapes before and after it. Collapsing all
 * of it (global pooling) is no downsampling: it makes a summary and no coarser map.
 */
export function resolutionOf(
  operation: Operation,
  from: FeatureMap | undefined,
  to: FeatureMap,
): Resolution {
  if (operation.type === 'transform') return ofTransform(operation, from, to);
  if (operation.type === 'pool') return strides(operation) && !operation.global ? 'down' : 'same';
  if (operation.type === 'resample') return operation.direction;
  return operation.type === 'passive' && rearranges(operation) ? byShapes(from, to) : 'same';
}

/** The effect of a node on the spatial resolution. */
export function resolutionAt(flow: Flow, node: FlowNode): Resolution {
  const producer = node.inputs.find((input) => input !== NONE);
  const from = producer === undefined ? undefined : featureMapOf(at(flow.nodes, producer));
  return resolutionOf(node.operation, from, featureMapOf(node));
}

function ofTransform(
  operation: Extract<Operation, { type: 'transform' }>,
  from: FeatureMap | undefined,
  to: FeatureMap,
): Resolution {
  if (!operation.window && operation.family === 'custom') return byShapes(from, to);
  if (!strides(operation)) return 'same';
  return operation.transposed ? 'up' : 'down';
}

/** Tells whether a window moves by more than one. */
export function strides({ window }: Extract<Operation, { type: 'transform' | 'pool' }>): boolean {
  return window?.strides.some((stride) => stride > 1) ?? false;
}

const rearranges = ({ effect }: Extract<Operation, { type: 'passive' }>): boolean =>
  effect === 'slice' || effect === 'reshape' || effect === 'none';

function byShapes(before: FeatureMap | undefined, after: FeatureMap): Resolution {
  const [from, to] = [before ? mapExtents(before) : [], mapExtents(after)];
  if (from.length !== to.length) return 'same';
  if (halves(from, to)) return 'down';
  return halves(to, from) ? 'up' : 'same';
}

const halves = (from: Shape, to: Shape): boolean =>
  from.some((large, axis) => {
    const small = to[axis] ?? null;
    return large !== null && small !== null && small < large && 2 * small <= large + 1;
  });
