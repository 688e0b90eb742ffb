import ts from 'typescript';
import { tensorflowMember, type TensorflowNames } from './tensorflowNames';

export type CreationKind = 'model' | 'loaded' | 'core';

/** An expression that makes a model. */
export interface Creation {
  readonly kind: CreationKind;
  readonly node: ts.CallExpression | ts.NewExpression;
}

const modelMakers = new Set(['model', 'sequential', 'Sequential', 'LayersModel']);
const loaders = new Set(['loadLayersModel', 'loadGraphModel', 'loadModel']);

const isLocalPath = (node: ts.Expression | undefined): boolean =>
  node !== undefined && ts.isStringLiteralLike(node) && !/^(?!file:)\w+:/.test(node.text);

const isCoreVariable = (node: ts.Expression, names: TensorflowNames): boolean =>
  tensorflowMember(node, names) === 'variable';

function kindOf(
  node: ts.CallExpression | ts.NewExpression,
  names: TensorflowNames,
): CreationKind | undefined {
  const member = tensorflowMember(node.expression, names);
  if (member !== undefined && modelMakers.has(member)) return 'model';
  if (member !== undefined && loaders.has(member) && isLocalPath(node.arguments?.[0])) {
    return 'loaded';
  }
  return isCoreVariable(node.expression, names) ? 'core' : undefined;
}

/** Every expression of a file that makes a model, in the order of the text. */
export function findCreations(file: ts.SourceFile, names: TensorflowNames): Creation[] {
  const found: Creation[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const kind = kindOf(node, names);
      if (kind) found.push({ kind, node });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
