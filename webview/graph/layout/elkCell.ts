// The stand-in must come before ELK, which looks around while it loads.
import './asMainThread';
import ELK, { type ElkNode, type LayoutOptions } from 'elkjs/lib/elk-api';
import { Worker as ElkInThisThread } from 'elkjs/lib/elk-worker.min.js';
import { fromFirstBox, type CellLayout, type CellShape } from './cellLayout';
import { spacing } from './spacing';

/** Above these ELK takes seconds (measured: 769 boxes with 5,472 edges took 115 s). */
const MOST_BOXES = 160;
const MOST_EDGES = 320;

export const fitsElk = ({ sizes, edges }: CellShape): boolean =>
  sizes.length <= MOST_BOXES && edges.length <= MOST_EDGES;

const options: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': String(spacing.column),
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '10',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(spacing.row),
  'elk.layered.spacing.edgeNodeBetweenLayers': '10',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
  // Body first, shortcut beside it, as the network lists them.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.mergeEdges': 'true',
};

const alone = (at: number, { sizes, startsAlone, endsAlone }: CellShape): LayoutOptions => {
  if (at === 0 && startsAlone) return { 'elk.layered.layering.layerConstraint': 'FIRST_SEPARATE' };
  if (at === sizes.length - 1 && endsAlone)
    return { 'elk.layered.layering.layerConstraint': 'LAST_SEPARATE' };
  return {};
};

function toElk(shape: CellShape): ElkNode {
  return {
    id: 'cell',
    layoutOptions: options,
    children: shape.sizes.map((size, at) => ({
      id: `n${at}`,
      ...size,
      layoutOptions: alone(at, shape),
    })),
    edges: shape.edges.map(({ from, to, weight }, at) => ({
      id: `e${at}`,
      sources: [`n${from}`],
      targets: [`n${to}`],
      layoutOptions: { 'elk.layered.priority.straightness': String(weight) },
    })),
  };
}

let elk: InstanceType<typeof ELK> | undefined;

/** Lays one cell out with ELK's layered algorithm. Rejects if ELK does. */
export async function layOutWithElk(shape: CellShape): Promise<CellLayout> {
  elk ??= new ELK({ workerFactory: () => new ElkInThisThread() });
  const placed = await elk.layout(toElk(shape));
  const corners = (placed.children ?? []).map(({ x = 0, y = 0 }) => ({ x, y }));
  const routes = (placed.edges ?? []).map(({ sections }) =>
    sections?.flatMap(({ startPoint, bendPoints = [], endPoint }) =>
      [startPoint, ...bendPoints, endPoint].flatMap(({ x, y }) => [x, y]),
    ),
  );
  return fromFirstBox({ corners, routes });
}
