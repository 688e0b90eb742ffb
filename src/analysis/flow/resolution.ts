import type { Shape } from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import type { Flow, FlowNode } from './flow';
import { NONE } from './flow';
import { at } from './lookup';

export type Resolution = 'same' | 'down' | 'up';

/**
 * What a node does to the spatial resolution. Collapsing all of it (global pooling) is no downsampling:
 * it makes a summary and no coarser map.
 */
export function resolutionOf(flow: Flow, node: FlowNode): Resolution {
  const { operation } = node;
  if (operation.type === 'transform') return ofTransform(flow, node, operation);
  if (operation.type === 'pool') return strides(operation) && !operation.global ? 'down' : 'same';
  if (operation.type === 'resample') return operation.direction;
  return operation.type === 'passive' && rearranges(operation) ? byShapes(flow, node) : 'same';
}

function ofTransform(
  flow: Flow,
  node: FlowNode,
  operation: Extract<Operation, { type: 'transform' }>,
): Resolution {
  if (!operation.window && operation.family === 'custom') return byShapes(flow, node);
  if (!strides(operation)) return 'same';
  return operation.transposed ? 'up' : 'down';
}

/** Whether a window moves by more than one. */
export function strides({ window }: Extract<Operation, { type: 'transform' | 'pool' }>): boolean {
  return window?.strides.some((stride) => stride > 1) ?? false;
}

const rearranges = ({ effect }: Extract<Operation, { type: 'passive' }>): boolean =>
  effect === 'slice' || effect === 'reshape' || effect === 'none';

function byShapes(flow: Flow, node: FlowNode): Resolution {
  const producer = node.inputs.find((input) => input !== NONE);
  if (producer === undefined) return 'same';
  const from = extents(at(flow.nodes, producer).shape);
  const to = extents(node.shape);
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
