import ts from 'typescript';
import type { ModuleSource } from './moduleSource';

/** A name that is read or written; without a symbol it is not declared in the file. */
export interface Reference {
  readonly node: ts.Identifier;
  readonly symbol: ts.Symbol | undefined;
}

const namesAProperty = ({ parent }: ts.Identifier, node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
  (ts.isPropertyAssignment(parent) && parent.name === node) ||
  (ts.isBindingElement(parent) && parent.propertyName === node) ||
  (ts.isClassElement(parent) && parent.name === node) ||
  (ts.isMethodDeclaration(parent) && parent.name === node);

const namesAnExport = ({ parent }: ts.Identifier, node: ts.Identifier): boolean =>
  ts.isExportSpecifier(parent) &&
  (parent.parent.parent.moduleSpecifier !== undefined || (parent.propertyName ?? node) !== node);

const namesSomethingElse = ({ parent }: ts.Identifier): boolean =>
  ts.isJsxAttribute(parent) ||
  ts.isMetaProperty(parent) ||
  ts.isLabeledStatement(parent) ||
  ts.isBreakOrContinueStatement(parent) ||
  ts.isImportSpecifier(parent) ||
  ts.isModuleDeclaration(parent);

const isHtmlTag = ({ parent, text }: ts.Identifier): boolean =>
  (ts.isJsxOpeningElement(parent) ||
    ts.isJsxSelfClosingElement(parent) ||
    ts.isJsxClosingElement(parent)) &&
  /^[a-z]/.test(text);

const isReference = (node: ts.Identifier): boolean =>
  !namesAProperty(node, node) &&
  !namesAnExport(node, node) &&
  !namesSomethingElse(node) &&
  !isHtmlTag(node);

/**
 * Tells whether all declarations of a symbol are assignments such as `self.x = 1`, which TypeScript counts in
 * JavaScript.
 */
const onlyAssigned = (symbol: ts.Symbol): boolean =>
  (symbol.declarations ?? []).every(
    (one) =>
      ts.isPropertyAccessExpression(one) ||
      ts.isElementAccessExpression(one) ||
      ts.isBinaryExpression(one) ||
      ts.isCallExpression(one) ||
      ts.isIdentifier(one),
  );

function symbolOf(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const symbol = resolvedSymbol(node, checker);
  return symbol && !onlyAssigned(symbol) ? symbol : undefined;
}

function resolvedSymbol(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) {
    return checker.getShorthandAssignmentValueSymbol(parent);
  }
  if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent);
  return checker.getSymbolAtLocation(node);
}

/** Types, and decorators: they are cut, since frameworks would put their own classes in place. */
const isLeftOut = (node: ts.Node): boolean =>
  ts.isDecorator(node) ||
  (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword);

/** Every name under a node that matters when it runs, without types and without the nodes under `except`. */
export function referencesIn(
  root: ts.Node,
  { checker }: ModuleSource,
  except?: ts.Node,
): Reference[] {
  const found: Reference[] = [];
  const visit = (node: ts.Node): void => {
    if (isLeftOut(node) || node === except) return;
    if (ts.isIdentifier(node) && isReference(node)) {
      found.push({ node, symbol: symbolOf(node, checker) });
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** The leftmost name of `a.b[c].d()`. */
function rootName(node: ts.Expression): ts.Identifier | undefined {
  if (ts.isIdentifier(node)) return node;
  const chained =
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAwaitExpression(node);
  return chained ? rootName(node.expression) : undefined;
}

const isAssignment = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;

/** The names that an assignment may give a value: one, or those of a pattern. */
function targetsOf(target: ts.Node): (ts.Identifier | undefined)[] {
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap(targetsOf);
  if (ts.isObjectLiteralExpression(target)) return target.properties.flatMap(targetsOf);
  if (ts.isPropertyAssignment(target)) return targetsOf(target.initializer);
  if (ts.isShorthandPropertyAssignment(target)) return [target.name];
  if (ts.isSpreadElement(target) || ts.isSpreadAssignment(target))
    return targetsOf(target.expression);
  if (isAssignment(target)) return targetsOf(target.left);
  return ts.isExpression(target) ? [rootName(target)] : [];
}

const isStep = (node: ts.Node): node is ts.PrefixUnaryExpression | ts.PostfixUnaryExpression =>
  (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
  (node.operator === ts.SyntaxKind.PlusPlusToken ||
    node.operator === ts.SyntaxKind.MinusMinusToken);

/** Names that this one node gives a value: `a.b = 1`, `n++`, `[a, b] = pair`, `for (a of all)`. */
function assignedBy(node: ts.Node): (ts.Identifier | undefined)[] {
  if (isAssignment(node)) return targetsOf(node.left);
  if (isStep(node)) return [rootName(node.operand)];
  const loops = ts.isForOfStatement(node) || ts.isForInStatement(node);
  return loops ? targetsOf(node.initializer) : [];
}

/** `tf.serialization.registerClass(Attention)` belongs to the class that it names. */
const registered = (node: ts.CallExpression): ts.Identifier[] =>
  /\bregisterClass$/.test(node.expression.getText()) ? node.arguments.filter(ts.isIdentifier) : [];

/** Names that a node hands to functions as they are: `addBlock(model, 4)`. */
export function namesPassedIn(root: ts.Node): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push(...node.arguments.filter(ts.isIdentifier));
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

const isNoFunction = (node: ts.Node): boolean => !ts.isFunctionLike(node);

/**
 * Names whose value a node may change: assigned to, or asked to do something (`list.push(1)`).
 * @param entered the nodes to look into; what functions do within is left out if nothing is said
 */
export function namesChangedIn(
  root: ts.Node,
  entered: (node: ts.Node) => boolean = isNoFunction,
): ts.Identifier[] {
  const found: (ts.Identifier | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    found.push(...assignedBy(node));
    if (ts.isCallExpression(node)) {
      if (!ts.isIdentifier(node.expression)) found.push(rootName(node.expression));
      found.push(...registered(node));
    }
    if (entered(node)) ts.forEachChild(node, visit);
  };
  visit(root);
  return found.filter((name) => name !== undefined);
}
