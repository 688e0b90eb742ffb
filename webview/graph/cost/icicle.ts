import { hierarchy, partition, type HierarchyRectangularNode } from 'd3-hierarchy';
import * as l10n from '@vscode/l10n';
import type { LayerId } from '../../../src/shared/network/network';
import { formatBytes, formatCount } from '../../../src/shared/words/format';
import type { Profile } from '../../../src/shared/report/profile';
import { costTitle, type CostName } from '../state/costNames';
import { costOf, formatCost } from '../state/costValues';
import { titleOf } from '../state/names';
import type { Subject } from '../state/subject';
import type { ItemKey, TreeItem } from '../state/treeItems';

/** The quantities that an icicle divides: those of layers that add up, and the bytes at the peak. */
export const icicleMeasures = [
  'time',
  'forward',
  'backward',
  'peak',
  'activations',
  'macs',
  'parameters',
] as const satisfies readonly (CostName | 'peak')[];
export type IcicleMeasure = (typeof icicleMeasures)[number];

/** A part of the whole: a group, a layer, or what belongs to no layer. */
export interface Part {
  readonly name: string;
  /** The kind of a layer; empty for the others. */
  readonly about: string;
  readonly value: number;
  /** Absent for what belongs to no layer. */
  readonly key?: ItemKey;
  readonly layer?: LayerId;
  readonly children: readonly Part[];
}

export const formatPart = (measure: IcicleMeasure, value: number): string =>
  measure === 'peak' ? formatBytes(value) : formatCost(measure, value);

export const measureText = (measure: IcicleMeasure): string =>
  measure === 'peak' ? l10n.t('Memory at the peak') : costTitle(measure);

/** A quantity of each layer; layers without a number are absent. */
function valuesOf({ costs, report }: Subject, measure: IcicleMeasure): Map<LayerId, number> {
  if (measure === 'peak')
    return new Map(report.profile?.memory?.owners.map(({ layer, bytes }) => [layer, bytes]));
  return new Map(
    [...costs].flatMap(([id, cost]) => {
      const value = costOf([cost], measure);
      return value === undefined ? [] : [[id, value] as const];
    }),
  );
}

const leaf = (name: string, value: number): Part => ({ name, about: '', value, children: [] });

/** Less than this share of a step is a matter of rounding. */
const NOTHING = 1e-6;

/** The part of a step's time, or of its peak, that belongs to no layer. */
function besides({ step, memory }: Profile, measure: IcicleMeasure, inLayers: number): Part[] {
  if (measure === 'peak' && memory) {
    const { weights, optimizer } = memory.parts;
    return [leaf(l10n.t('weights'), weights), leaf(l10n.t('optimizer'), optimizer)];
  }
  if (measure !== 'time' || !step) return [];
  const loss = step.loss?.median ?? 0;
  const whole = step.untapped.median;
  const rest = whole - inLayers - loss;
  // Of steps that scatter, the sum of the layers' medians is less than the median of their sums.
  const outside = step.covered === undefined ? rest : Math.min(rest, whole * (1 - step.covered));
  return [
    leaf(l10n.t('loss'), loss),
    leaf(l10n.t('outside layers'), outside),
    leaf(l10n.t('scatter of the steps'), rest - Math.max(0, outside)),
  ].filter(({ value }) => value > whole * NOTHING);
}

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { value }) => sum + value, 0);

function partOf(item: TreeItem, values: ReadonlyMap<LayerId, number>): Part | undefined {
  const name = titleOf(item);
  if (item.type === 'layer') {
    const { id, kind } = item.layer;
    const value = values.get(id) ?? 0;
    return value > 0
      ? { name, about: kind, value, key: item.key, layer: id, children: [] }
      : undefined;
  }
  const children = item.children.flatMap((child) => partOf(child, values) ?? []);
  if (children.length === 0) return undefined;
  return { name, about: '', value: sumOf(children), key: item.key, children };
}

/** The parts of a quantity by groups and layers; `undefined` where it was not measured or is not known. */
export function icicleOf(subject: Subject, measure: IcicleMeasure): Part | undefined {
  const { profile } = subject.report;
  const whole = partOf(subject.tree.root, valuesOf(subject, measure));
  if (!profile || !whole) return undefined;
  const more = besides(profile, measure, whole.value).filter(({ value }) => value > 0);
  if (more.length === 0) return whole;
  const children = [...whole.children, ...more];
  return { ...whole, value: sumOf(children), children };
}

/** The part with this key, with the parts around it from the outside in; `undefined` if there is none. */
export function chainTo(root: Part, key: ItemKey): readonly Part[] | undefined {
  if (root.key === key) return [root];
  for (const child of root.children) {
    const chain = chainTo(child, key);
    if (chain) return [root, ...chain];
  }
  return undefined;
}

/** One cell of the picture; places run from 0 to 1. */
export interface Cell {
  readonly part: Part;
  /** Its name, without the path of the module that a cell above it has. */
  readonly label: string;
  /** Position of the cell that it lies under; `undefined` for the first. */
  readonly parent: number | undefined;
  /** Counted from the shown whole, which is 0. */
  readonly depth: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The cells of a part, each under the one that it is part of, the largest at the left. Neighbours that are narrower
 * than `least` are one cell without a key; one that is narrower itself is left out.
 */
export function icicleCells(shown: Part, least: number): readonly Cell[] {
  const root = partition<Part>()(
    hierarchy(shown, ({ children }) => children)
      .sum(({ children, value }) => (children.length > 0 ? 0 : value))
      .sort((a, b) => belongsNowhere(a) - belongsNowhere(b) || (b.value ?? 0) - (a.value ?? 0)),
  );
  const cells: Cell[] = [];
  const add = (
    { data, x0, x1, children = [] }: HierarchyRectangularNode<Part>,
    parent: number | undefined,
    depth: number,
  ): void => {
    const label = labelUnder(data.name, cells, parent);
    const own = cells.push({ part: data, label, parent, depth, from: x0, to: x1 }) - 1;
    const isWide = (child: { x0: number; x1: number }): boolean => child.x1 - child.x0 >= least;
    const inLayers = children.filter((child) => belongsNowhere(child) === 0);
    const wide = inLayers.filter(isWide);
    for (const child of wide) add(child, own, depth + 1);
    const rest = smaller(inLayers.slice(wide.length), own, depth + 1);
    if (rest && rest.to - rest.from >= least) cells.push(rest);
    for (const child of children.slice(inLayers.length).filter(isWide)) add(child, own, depth + 1);
  };
  add(root, undefined, 0);
  return cells;
}

/** `layer1.0.conv1` under `layer1.0` is `conv1`. */
function labelUnder(name: string, cells: readonly Cell[], parent: number | undefined): string {
  for (let at = parent; at !== undefined; at = cells[at]?.parent) {
    const path = `${cells[at]?.part.name ?? ''}.`;
    if (name.startsWith(path)) return name.slice(path.length);
  }
  return name;
}

/** The part that belongs to no layer stands behind all layers. */
const belongsNowhere = ({ data }: { readonly data: Part }): number => Number(!data.key);

function smaller(
  nodes: readonly HierarchyRectangularNode<Part>[],
  parent: number,
  depth: number,
): Cell | undefined {
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (!first || !last) return undefined;
  const value = nodes.reduce((sum, node) => sum + (node.value ?? 0), 0);
  const part = leaf(l10n.t('{0} smaller', formatCount(nodes.length)), value);
  return { part, label: part.name, parent, depth, from: first.x0, to: last.x1 };
}

/** The cell that an arrow key leads to; the same position if there is none. */
export function cellBeside(cells: readonly Cell[], at: number, key: string): number {
  const here = cells[at];
  if (!here) return at;
  const row = cells.flatMap((cell, index) => (cell.depth === here.depth ? [index] : []));
  const place = row.indexOf(at);
  const child = cells.findIndex(({ parent }) => parent === at);
  const places: Readonly<Record<string, number | undefined>> = {
    ArrowUp: here.parent,
    ArrowDown: child < 0 ? undefined : child,
    ArrowLeft: row[place - 1],
    ArrowRight: row[place + 1],
    Home: 0,
  };
  return (Object.hasOwn(places, key) ? places[key] : undefined) ?? at;
}
