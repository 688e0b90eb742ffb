import ts from 'typescript';
import { message } from '../../../shared/words/message';
import { projectionBetween, type Projection } from '../../../shared/network/projection';
import type { TextPosition } from '../../../shared/model/modelSite';
import type { ProjectionFix, TextEdit } from '../../../shared/model/fix';
import { helperExpressions } from './helperNames';
import { atPosition, layerCalls, type LayerCall } from './layerCalls';
import { isWrapper } from '../wrappers';

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
  isWrapper(node) ? unwrapped(node.expression) : node;

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

const layerNames = {
  0: 'dense',
  1: 'conv1d',
  2: 'conv2d',
  3: 'conv3d',
} as const satisfies Readonly<Record<Projection['axes'], string>>;

/** The options of a projection as they are written. */
interface Written {
  readonly channels: string;
  readonly strides: string;
}

/**
 * The ways to write a projection, likeliest first: in the words of the function around it, which other calls of it
 * share, and as numbers.
 */
function waysToWrite(merge: Merge, { axes, channels, strides }: Projection): Written[] {
  const own = helperExpressions(merge.made.node);
  const steps = axes === 0 ? ['1'] : [...own.strides, String(strides)];
  const inWords = own.channels.flatMap((each) =>
    steps.map((step) => ({ channels: each, strides: step })),
  );
  return [...inWords, { channels: String(channels), strides: String(strides) }];
}

/**
 * Puts a projection around one branch of the addition at a position, for the shapes that it has now. Which of the
 * edits builds for every call of the code around it only a build can tell.
 */
export function projectBranch(
  source: ts.SourceFile,
  at: TextPosition,
  { shapes, shortcut }: ProjectionFix,
): TextEdit[] {
  const merges = layerCalls(source).flatMap((call) => mergeOf(call) ?? []);
  const merge = atPosition(merges, source, at);
  const plan = projectionBetween([...shapes, shortcut]);
  if (!merge || !plan) return [];
  const branch = merge.branches[plan.branch];
  const values = { from: plan.from, to: plan.channels };
  const title =
    plan.axes === 0
      ? message('detection.project-with-dense', values)
      : message('detection.project-with-convolution', values);
  return waysToWrite(merge, plan).map((written) => {
    const text = projected(source, { merge, branch, axes: plan.axes }, written);
    return { replacements: [{ start: branch.getStart(), end: branch.end, text }], title };
  });
}

interface Place {
  readonly merge: Merge;
  readonly branch: ts.Expression;
  readonly axes: Projection['axes'];
}

const option = (name: string, value: string): string =>
  name === value ? name : `${name}: ${value}`;

function projected(
  source: ts.SourceFile,
  { merge: { made }, branch, axes }: Place,
  { channels, strides }: Written,
): string {
  const { expression } = made.node.expression as ts.PropertyAccessExpression;
  const layers = expression.getText();
  const options =
    axes === 0
      ? option('units', channels)
      : `${option('filters', channels)}, kernelSize: 1, ${option('strides', strides)}, padding: 'same'`;
  const isTyped = /\.[cm]?tsx?$/i.test(source.fileName);
  const namespace = ts.isPropertyAccessExpression(expression)
    ? expression.expression.getText()
    : undefined;
  const cast = isTyped && namespace !== undefined ? ` as ${namespace}.SymbolicTensor` : '';
  return `${layers}.${layerNames[axes]}({ ${options} }).apply(${branch.getText()})${cast}`;
}
