import type { Shape } from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import type { Flow, FlowNode } from './flow';
import { NONE } from './flow';
import { at } from './lookup';

export type Resolution = 'same' | 'down' | 'up';

/**
 * The effect of an operation on the spatial resolution, given the shapes before and after it. Collapsing all
 * of it (global pooling) is no downsampling: it makes a summary and no coarser map.
 */
export function resolutionOf(operation: Operation, from: Shape | undefined, to: Shape): Resolution {
  if (operation.type === 'transform') return ofTransform(operation, from, to);
  if (operation.type === 'pool') return strides(operation) && !operation.global ? 'down' : 'same';
  if (operation.type === 'resample') return operation.direction;
  return operation.type === 'passive' && rearranges(operation) ? byShapes(from, to) : 'same';
}

/** The effect of a node on the spatial resolution. */
export function resolutionAt(flow: Flow, { operation, inputs, shape }: FlowNode): Resolution {
  const producer = inputs.find((input) => input !== NONE);
  const from = producer === undefined ? undefined : at(flow.nodes, producer).shape;
  return resolutionOf(operation, from, shape);
}

function ofTransform(
  operation: Extract<Operation, { type: 'transform' }>,
  from: Shape | undefined,
  to: Shape,
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

function byShapes(before: Shape | undefined, after: Shape): Resolution {
  const [from, to] = [extents(before ?? []), extents(after)];
  if (from.length !== to.length) return 'same';
  if (halves(from, to)) return 'down';
  return halves(to, from) ? 'up' : 'same';
}

/** The spatial extents of a channels-last shape. */
const extents = (shape: Shape): Shape => shape.slice(1, -1);

const halves = (from: Shape, to: Shape): boolean =>
  from.some((large, axis) => {
    const small = to[axis] ?? null;
    return large !== null && small !== null && small < large && 2 * small <= large + 1;
  });
