import type { Shape } from '../../../shared/network/network';
import { type GraphNode, numbersIn, textIn } from './graphNodes';
import { objectAt } from './jsonValues';
import { axesOf, type NodeFacts } from './nodeFacts';

type Extent = number | null;
/** The shapes of all outputs of a node; none where they are not known. */
type Rule = (facts: NodeFacts) => readonly Shape[] | undefined;

/** A whole number of an attribute, which JSON writes as text. */
const numberIn = ({ attributes }: GraphNode, key: string): number =>
  Number(objectAt(attributes, key)?.['i'] ?? 0);
const fromEnd = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);
const replaced = (shape: Shape, axis: number, extent: Extent): Shape =>
  shape.map((old, i) => (i === axis ? extent : old));

const split: Rule = ({ node, shapes: [, input], values: [axes] }) => {
  const [axis] = axes ?? [];
  const parts = numberIn(node, 'num_split');
  if (!input || axis === undefined || parts < 1) return undefined;
  const along = fromEnd(axis, input.length);
  const extent = input[along] ?? null;
  const part = replaced(input, along, extent === null ? null : extent / parts);
  return Array.from({ length: parts }, () => part);
};

/** A size of −1 is what the others leave over. */
const splitSizes: Rule = ({ shapes: [input], values: [, sizes, axes] }) => {
  const [axis] = axes ?? [];
  if (!input || !sizes || axis === undefined) return undefined;
  const along = fromEnd(axis, input.length);
  const whole = input[along] ?? null;
  const given = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
  const rest = whole === null ? null : whole - given;
  return sizes.map((size) => replaced(input, along, size < 0 ? rest : size));
};

const unpack: Rule = ({ node, shapes: [input] }) => {
  if (!input) return undefined;
  const axis = fromEnd(numberIn(node, 'axis'), input.length);
  const part = input.filter((_, i) => i !== axis);
  return Array.from({ length: numberIn(node, 'num') }, () => part);
};

const pack: Rule = ({ node, shapes }) => {
  const [first] = shapes;
  if (!first) return undefined;
  const axis = fromEnd(numberIn(node, 'axis'), first.length + 1);
  return [[...first.slice(0, axis), shapes.length, ...first.slice(axis)]];
};

/** A size of −1 goes to the end. */
const slice: Rule = ({ shapes: [input], values: [, begin, size] }) => {
  if (!input || !begin || !size) return undefined;
  const extent = (whole: Extent, axis: number): Extent => {
    const [from = 0, wanted = -1] = [begin[axis], size[axis]];
    if (wanted >= 0) return wanted;
    return whole === null ? null : whole - from;
  };
  return [input.map(extent)];
};

interface Cut {
  readonly begin: number | undefined;
  readonly end: number | undefined;
  readonly step: number;
}

/** Entries that a cut takes of an axis; a missing end of it reaches to that of the axis. */
function taken(whole: Extent, { begin, end, step }: Cut): Extent {
  const all = begin === undefined && end === undefined && Math.abs(step) === 1;
  if (whole === null) return null;
  if (all) return whole;
  const [low, high] = step > 0 ? [0, whole] : [-1, whole - 1];
  const clamp = (at: number): number => Math.min(Math.max(fromEnd(at, whole), low), high);
  const from = begin === undefined ? (step > 0 ? low : high) : clamp(begin);
  const to = end === undefined ? (step > 0 ? high : low) : clamp(end);
  return Math.max(0, Math.ceil((to - from) / step));
}

type Meaning = 'newAxis' | 'gone' | 'cut';
const isIn = (node: GraphNode, mask: string, place: number): boolean =>
  ((numberIn(node, `${mask}_mask`) >> place) & 1) === 1;

function meaningOf(node: GraphNode, place: number): Meaning {
  if (isIn(node, 'new_axis', place)) return 'newAxis';
  return isIn(node, 'shrink_axis', place) ? 'gone' : 'cut';
}

function cutAt({ node, values: [, begin, end, steps] }: NodeFacts, place: number): Cut {
  return {
    begin: isIn(node, 'begin', place) ? undefined : begin?.[place],
    end: isIn(node, 'end', place) ? undefined : end?.[place],
    step: steps?.[place] ?? 1,
  };
}

/** TensorFlow's `x[a:b:c, newaxis, i]`, which keeps what each place means in masks of bits. */
const stridedSlice: Rule = (facts) => {
  const { node, shapes, values } = facts;
  const [input] = shapes;
  const isKnown = [1, 2, 3].every((i) => values[i] !== undefined);
  if (!input || !isKnown || numberIn(node, 'ellipsis_mask') !== 0) return undefined;
  return [cutShape(input, facts)];
};

function cutShape(input: Shape, facts: NodeFacts): Shape {
  const shape: Extent[] = [];
  let axis = 0;
  for (const place of facts.values[1]?.keys() ?? []) {
    const meaning = meaningOf(facts.node, place);
    if (meaning === 'newAxis') shape.push(1);
    if (meaning === 'cut') shape.push(taken(input[axis] ?? null, cutAt(facts, place)));
    if (meaning !== 'newAxis') axis += 1;
  }
  return [...shape, ...input.slice(axis)];
}

const expandDims: Rule = ({ shapes: [input], values: [, axes] }) => {
  const [axis] = axes ?? [];
  if (!input || axis === undefined) return undefined;
  const at = fromEnd(axis, input.length + 1);
  return [[...input.slice(0, at), 1, ...input.slice(at)]];
};

const tile: Rule = ({ shapes: [input], values: [, times] }) =>
  input && times && [input.map((extent, i) => (extent === null ? null : extent * (times[i] ?? 1)))];

const resized = (extent: Extent, size: number, stride: number, padding: string): Extent => {
  if (extent === null) return null;
  return padding === 'SAME' ? extent * stride : extent * stride + Math.max(size - stride, 0);
};

/** Of the many outputs that give one input, the smallest: what Keras makes of a transposed convolution. */
const transposed: Rule = ({ node, shapes: [, kernel, input], values: [wanted] }) => {
  if (input?.length !== 4 || kernel?.length !== 4) return undefined;
  if (wanted) return [wanted.map((extent) => (extent < 0 ? null : extent))];
  const [padding, strides] = [textIn(node, 'padding'), numbersIn(node, 'strides')];
  if (padding !== 'SAME' && padding !== 'VALID') return undefined;
  const [rows, columns, channels] = axesOf(node);
  const along = (axis: number, side: 0 | 1): Extent =>
    resized(input[axis] ?? null, Number(kernel[side]), strides[axis] ?? 1, padding);
  const shape: Extent[] = [...input];
  shape[rows] = along(rows, 0);
  shape[columns] = along(columns, 1);
  shape[channels] = kernel[2] ?? null;
  return [shape];
};

/** Rules for nodes that give several outputs, cut tensors apart, put them together or widen them. */
export const slicingRules: ReadonlyMap<string, Rule> = new Map([
  ['Split', split],
  ['SplitV', splitSizes],
  ['Unpack', unpack],
  ['Unstack', unpack],
  ['Pack', pack],
  ['Slice', slice],
  ['StridedSlice', stridedSlice],
  ['ExpandDims', expandDims],
  ['Tile', tile],
  ['Conv2DBackpropInput', transposed],
]);
