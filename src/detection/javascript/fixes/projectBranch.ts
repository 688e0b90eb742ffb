import ts from 'typescript';
import { message } from '../../../shared/words/message';
import type { TextPosition } from '../../../shared/model/modelSite';
import type { Extents, TextEdit } from '../../../shared/model/fix';
import { atPosition, layerCalls, type LayerCall } from './layerCalls';

/** Merges whose branches must have one shape. */
const elementwise = new Set(['add', 'average', 'maximum', 'minimum', 'multiply']);

/** `tf.layers.add().apply([a, b])` */
interface Merge {
  /** `apply`, where a stack trace points. */
  readonly name: ts.Node;
  readonly made: LayerCall;
  readonly branches: readonly [ts.Expression, ts.Expression];
}

const unwrapped = (node: ts.Expression): ts.Expression =>
  ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)
    ? unwrapped(node.expression)
    : node;

function mergeOf(made: LayerCall): Merge | undefined {
  const access = made.node.parent;
  if (!elementwise.has(made.kind) || !ts.isPropertyAccessExpression(access)) return undefined;
  const applied = access.parent;
  if (access.name.text !== 'apply' || !ts.isCallExpression(applied)) return undefined;
  const branches = twoElements(applied.arguments[0]);
  return branches && { name: access.name, made, branches };
}

/** The elements of `[a, b]`, if that is written out. */
function twoElements(node: ts.Expression | undefined): Merge['branches'] | undefined {
  const list = node && unwrapped(node);
  if (!list || !ts.isArrayLiteralExpression(list)) return undefined;
  const [a, b, ...more] = list.elements;
  if (!a || !b || more.length > 0) return undefined;
  return ts.isSpreadElement(a) || ts.isSpreadElement(b) ? undefined : [a, b];
}

/** A layer that brings one shape to another: a 1×1 convolution, by rank, with a stride if the resolution falls. */
interface Projection {
  readonly branch: 0 | 1;
  readonly layer: string;
  /** Channels of the branch, and of the other one. */
  readonly from: number;
  readonly channels: number;
  readonly strides: number;
}

const byRank: Readonly<Record<number, string>> = {
  2: 'dense',
  3: 'conv1d',
  4: 'conv2d',
  5: 'conv3d',
};

/** The factor between the resolutions of two shapes; `undefined` if it is no single whole number. */
function factor(from: Extents, to: Extents): number | undefined {
  const ratios = from.slice(1, -1).map((extent, axis) => (extent ?? NaN) / (to[axis + 1] ?? NaN));
  const [first = 1] = ratios;
  const isWhole = Number.isInteger(first) && first > 0;
  return isWhole && ratios.every((ratio) => ratio === first) ? first : undefined;
}

/** From fewer channels to more at one resolution; else from the higher resolution to the lower. */
function projection(shapes: readonly [Extents, Extents]): Projection | undefined {
  const [a, b] = shapes;
  const layer = byRank[a.length];
  if (a.length !== b.length || layer === undefined) return undefined;
  const plans = ([0, 1] as const).flatMap((branch) => {
    const [from, to] = branch === 0 ? [a, b] : [b, a];
    const strides = factor(from, to);
    const channels = to.at(-1);
    const own = from.at(-1);
    if (strides === undefined || typeof channels !== 'number' || typeof own !== 'number') return [];
    return strides > 1 || channels > own ? [{ branch, layer, from: own, channels, strides }] : [];
  });
  return plans[0];
}

/** Puts a projection around one branch of the addition at a position, for the shapes that it has now. */
export function projectBranch(
  source: ts.SourceFile,
  at: TextPosition,
  shapes: readonly [Extents, Extents],
): TextEdit | undefined {
  const merges = layerCalls(source).flatMap((call) => mergeOf(call) ?? []);
  const merge = atPosition(merges, source, at);
  const plan = projection(shapes);
  if (!merge || !plan) return undefined;
  const branch = merge.branches[plan.branch];
  const values = { from: plan.from, to: plan.channels };
  return {
    start: branch.getStart(),
    end: branch.end,
    text: projected(source, merge, branch, plan),
    title:
      plan.layer === 'dense'
        ? message('detection.project-with-dense', values)
        : message('detection.project-with-convolution', values),
  };
}

function projected(
  source: ts.SourceFile,
  { made }: Merge,
  branch: ts.Expression,
  { layer, channels, strides }: Projection,
): string {
  const { expression } = made.node.expression as ts.PropertyAccessExpression;
  const layers = expression.getText();
  const options =
    layer === 'dense'
      ? `units: ${channels}`
      : `filters: ${channels}, kernelSize: 1, strides: ${strides}, padding: 'same'`;
  const isTyped = /\.[cm]?tsx?$/i.test(source.fileName);
  const namespace = ts.isPropertyAccessExpression(expression)
    ? expression.expression.getText()
    : undefined;
  const cast = isTyped && namespace !== undefined ? ` as ${namespace}.SymbolicTensor` : '';
  return `${layers}.${layer}({ ${options} }).apply(${branch.getText()})${cast}`;
}
