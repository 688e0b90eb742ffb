import ts from 'typescript';
import type { TextPosition } from '../../../shared/model/modelSite';
import { tensorflowMember, tensorflowNames, type TensorflowNames } from '../tensorflowNames';

/** A call that makes a layer: `tf.layers.dense({ … })`. */
export interface LayerCall {
  readonly node: ts.CallExpression;
  /** `dense` */
  readonly kind: string;
  /** Its name: stack traces point there. */
  readonly name: ts.Node;
}

const isLayers = (node: ts.Expression, names: TensorflowNames): boolean =>
  tensorflowMember(node, names) === 'layers';

function layerCall(node: ts.Node, names: TensorflowNames): LayerCall | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) {
    return undefined;
  }
  const { expression, name } = node.expression;
  return isLayers(expression, names) ? { node, kind: name.text, name } : undefined;
}

/** All calls that make layers, in the order of the text. */
export function layerCalls(file: ts.SourceFile): readonly LayerCall[] {
  const names = tensorflowNames(file);
  const found: LayerCall[] = [];
  const visit = (node: ts.Node): void => {
    const call = layerCall(node, names);
    if (call) found.push(call);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * The one of `candidates` that a position means: the one whose name is written there, or the only one of
 * its line. `undefined` if that is not certain.
 */
export function atPosition<T extends { readonly name: ts.Node }>(
  candidates: readonly T[],
  file: ts.SourceFile,
  { line, column }: TextPosition,
): T | undefined {
  const starts = file.getLineStarts();
  const lineStart = starts[line - 1];
  if (lineStart === undefined) return undefined;
  const offset = lineStart + column - 1;
  const exact = candidates.find(({ name }) => name.getStart() <= offset && offset <= name.end);
  if (exact) return exact;
  const lineEnd = starts[line] ?? file.end + 1;
  const ofLine = candidates.filter(
    ({ name }) => lineStart <= name.getStart() && name.getStart() < lineEnd,
  );
  return ofLine.length === 1 ? ofLine[0] : undefined;
}
