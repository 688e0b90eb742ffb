import type { LayoutRequest } from '../../../src/shared/protocol/layoutContract';
import type { TreeItem } from '../state/treeItems';
import type { VisibleGraph, VisibleNode } from './visibleGraph';

interface Size {
  readonly width: number;
  readonly height: number;
}

const group: Size = { width: 236, height: 46 };
const weighted: Size = { width: 236, height: 40 };
const merge: Size = { width: 136, height: 24 };
const weightless: Size = { width: 176, height: 24 };

/** The size of a box by its content: groups and layers with weights have two lines of text. */
function sizeOf(item: TreeItem): Size {
  if (item.type === 'group') return group;
  const { parameters, inputs } = item.layer;
  if (parameters.trainable + parameters.frozen > 0) return weighted;
  return inputs.length > 1 ? merge : weightless;
}

/** Writes a visible graph down as the worker reads it. */
export function toLayoutRequest(graph: VisibleGraph): LayoutRequest {
  const { nodes, edges } = graph;
  const size = ({ open, item }: VisibleNode): Size =>
    open ? { width: 0, height: 0 } : sizeOf(item);
  return {
    parent: Int32Array.from(nodes, ({ parent }) => parent),
    width: Float32Array.from(nodes, (node) => size(node).width),
    height: Float32Array.from(nodes, (node) => size(node).height),
    isOpen: Uint8Array.from(nodes, ({ open }) => (open ? 1 : 0)),
    edgeFrom: Int32Array.from(edges, ({ from }) => from),
    edgeTo: Int32Array.from(edges, ({ to }) => to),
    edgeRole: Uint8Array.from(edges, ({ role }) => role),
    simple: false,
  };
}
