import ts from 'typescript';
import { isWrapper } from './wrappers';

/** The names that a file has for TensorFlow.js. */
export interface TensorflowNames {
  /** Names that stand for the whole package: `tf`. */
  readonly namespaces: ReadonlySet<string>;
  /** Local name → exported name: `import { sequential as seq }`. */
  readonly members: ReadonlyMap<string, string>;
}

/** Packages and addresses that give TensorFlow.js itself (not tfjs-vis, and no ready-made models). */
export const isTensorflowModule = (specifier: string): boolean =>
  /(?:^|\/)@tensorflow\/tfjs(?:-(?:core|layers|converter|data|node|node-gpu|react-native|backend-\w+))?(?:@[^/]*)?(?:\/|$)/.test(
    specifier,
  );

/** The call in `(await import('x')).default` and `require('x').default`. */
function withoutDefault(node: ts.Expression): ts.Expression {
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'default')
    return withoutDefault(node.expression);
  if (isWrapper(node) || ts.isAwaitExpression(node)) return withoutDefault(node.expression);
  return node;
}

const requiredModule = (node: ts.Expression | undefined): string | undefined => {
  const call = node && withoutDefault(node);
  if (!call || !ts.isCallExpression(call)) return undefined;
  const isRequire =
    call.expression.kind === ts.SyntaxKind.ImportKeyword || call.expression.getText() === 'require';
  const [specifier] = call.arguments;
  return isRequire && specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
};

/** Members that only TensorFlow.js has under these names: `x.layers.dense(…)`, `x.train.adam(…)`. */
const ownNamespaces = new Set(['layers', 'train', 'losses', 'initializers', 'regularizers']);
const modelMakers = new Set(['sequential', 'model', 'input']);

/** Tells whether a parameter is used as the whole of TensorFlow.js: its namespaces and its makers of models. */
function isUsedAsTensorflow(name: string, user: ts.Node): boolean {
  const read: ts.PropertyAccessExpression[] = [];
  const visit = (node: ts.Node): void => {
    const isRead = ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression);
    if (isRead && node.expression.text === name) read.push(node);
    ts.forEachChild(node, visit);
  };
  visit(user);
  const hasMaker = read.some(
    (node) =>
      modelMakers.has(node.name.text) &&
      ts.isCallExpression(node.parent) &&
      node.parent.expression === node,
  );
  return (
    hasMaker &&
    read.some(
      ({ name: member, parent }) =>
        ownNamespaces.has(member.text) && ts.isPropertyAccessExpression(parent),
    )
  );
}

/** Tells a parameter that takes TensorFlow.js: by its name or its type, or by the use that is made of it. */
export function takesTensorflow({ name, type, parent }: ts.ParameterDeclaration): boolean {
  if (!ts.isIdentifier(name)) return false;
  if (/^(?:tf|tfjs|tensorflow)$/i.test(name.text)) return true;
  if (type && /^typeof (?:tf$|import\(['"]@tensorflow\/)/.test(type.getText())) return true;
  return (
    'body' in parent && parent.body !== undefined && isUsedAsTensorflow(name.text, parent.body)
  );
}

/** Tells `{ tf }` and `{ sequential, layers }`: properties of a parameter that are, or belong to, TensorFlow.js. */
export function tensorflowProperties({ name }: ts.ParameterDeclaration): ReadonlySet<string> {
  if (!ts.isObjectBindingPattern(name)) return new Set();
  const keys = name.elements.map(keyOf);
  const isWhole = keys.includes('layers') && keys.some((key) => modelMakers.has(key));
  return new Set(isWhole ? keys : keys.filter((key) => key === 'tf'));
}

const keyOf = ({ name, propertyName }: ts.BindingElement): string =>
  (propertyName ?? name).getText();

class Names implements TensorflowNames {
  // Scripts of pages use the global; a re-export is nearly always called tf as well.
  readonly namespaces = new Set(['tf']);
  readonly members = new Map<string, string>();

  readImport({ moduleSpecifier, importClause }: ts.ImportDeclaration): void {
    if (!ts.isStringLiteral(moduleSpecifier) || !isTensorflowModule(moduleSpecifier.text)) return;
    if (importClause?.name) this.namespaces.add(importClause.name.text);
    if (importClause?.namedBindings) this.readBindings(importClause.namedBindings);
  }

  /** `import tf = require('@tensorflow/tfjs')`, `import L = tf.layers`. */
  readImportEquals({ name, moduleReference: from }: ts.ImportEqualsDeclaration): void {
    if (ts.isExternalModuleReference(from)) {
      const isOwn = ts.isStringLiteralLike(from.expression);
      if (isOwn && isTensorflowModule(from.expression.text)) this.namespaces.add(name.text);
    } else if (ts.isQualifiedName(from) && this.namespaces.has(from.left.getText())) {
      this.members.set(name.text, from.right.text);
    }
  }

  readVariable({ name, initializer }: ts.VariableDeclaration): void {
    if (!initializer) return;
    const specifier = requiredModule(initializer);
    const whole =
      specifier === undefined ? this.isNamespace(initializer) : isTensorflowModule(specifier);
    if (whole && ts.isIdentifier(name)) this.namespaces.add(name.text);
    if (whole && ts.isObjectBindingPattern(name)) this.readPattern(name);
    const member =
      ts.isPropertyAccessExpression(initializer) && this.isNamespace(initializer.expression);
    if (member && ts.isIdentifier(name)) this.members.set(name.text, initializer.name.text);
  }

  readParameter(node: ts.ParameterDeclaration): void {
    if (ts.isIdentifier(node.name) && takesTensorflow(node)) this.namespaces.add(node.name.text);
    const own = tensorflowProperties(node);
    if (!ts.isObjectBindingPattern(node.name)) return;
    for (const element of node.name.elements) {
      const key = keyOf(element);
      if (!own.has(key) || !ts.isIdentifier(element.name)) continue;
      if (key === 'tf') this.namespaces.add(element.name.text);
      else this.members.set(element.name.text, key);
    }
  }

  private readBindings(bindings: ts.NamedImportBindings): void {
    if (ts.isNamespaceImport(bindings)) {
      this.namespaces.add(bindings.name.text);
      return;
    }
    for (const { name, propertyName } of bindings.elements) {
      this.members.set(name.text, (propertyName ?? name).text);
    }
  }

  private readPattern(pattern: ts.ObjectBindingPattern): void {
    for (const { name, propertyName } of pattern.elements) {
      if (ts.isIdentifier(name)) this.members.set(name.text, (propertyName ?? name).getText());
    }
  }

  private isNamespace(node: ts.Expression): boolean {
    return ts.isIdentifier(node) && this.namespaces.has(node.text);
  }
}

/** Reads imports, requires and destructuring anywhere in the file. */
export function tensorflowNames(file: ts.SourceFile): TensorflowNames {
  const names = new Names();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) names.readImport(node);
    else if (ts.isImportEqualsDeclaration(node)) names.readImportEquals(node);
    else if (ts.isVariableDeclaration(node)) names.readVariable(node);
    else if (ts.isParameter(node)) names.readParameter(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** The name in `x.name` and `x['name']`. */
function accessedName(node: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const key = ts.isElementAccessExpression(node) ? node.argumentExpression : undefined;
  return key && ts.isStringLiteralLike(key) ? key.text : undefined;
}

/** The exported name that an expression means (`sequential`, `layers`), or nothing. */
export function tensorflowMember(node: ts.Expression, names: TensorflowNames): string | undefined {
  if (ts.isIdentifier(node)) return names.members.get(node.text);
  const member = accessedName(node);
  if (member === undefined) return undefined;
  const from = (node as ts.AccessExpression).expression;
  const named = ts.isIdentifier(from) && names.namespaces.has(from.text);
  // `window.tf.sequential()`, `this.tf.sequential()`
  const kept = ts.isPropertyAccessExpression(from) && from.name.text === 'tf';
  return named || kept ? member : undefined;
}
