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

/** Classes of a file that are models: `class Net extends tf.Sequential`, and those that extend these. */
class ModelClasses {
  private readonly known = new Set<string>();

  constructor(private readonly names: TensorflowNames) {}

  read(node: ts.ClassLikeDeclaration): void {
    if (this.isModel(node) && node.name) this.known.add(node.name.text);
  }

  /** `super(…)` in the constructor of such a class makes the model. */
  isMadeBy(node: ts.CallExpression | ts.NewExpression): boolean {
    if (node.expression.kind !== ts.SyntaxKind.SuperKeyword) return false;
    const around = ts.findAncestor(node, ts.isClassLike);
    return around !== undefined && this.isModel(around);
  }

  private isModel({ heritageClauses }: ts.ClassLikeDeclaration): boolean {
    const clause = heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
    const base = clause?.types[0]?.expression;
    if (!base) return false;
    const member = tensorflowMember(base, this.names);
    if (member === 'Sequential' || member === 'LayersModel') return true;
    return ts.isIdentifier(base) && this.known.has(base.text);
  }
}

/** Every expression of a file that makes a model, in the order of the text. */
export function findCreations(file: ts.SourceFile, names: TensorflowNames): Creation[] {
  const found: Creation[] = [];
  const classes = new ModelClasses(names);
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) classes.read(node);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const kind = classes.isMadeBy(node) ? 'model' : kindOf(node, names);
      if (kind) found.push({ kind, node });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
