import ts from 'typescript';
import type { FunctionNode } from '../../../../detection/javascript/owners';

/** The uses that a function makes of one of its parameters: the basis of a guess. */
export interface Usage {
  /** Names of options that it is given to: `{ units: size }`. */
  readonly options: readonly string[];
  /** Texts that it is compared with. */
  readonly texts: readonly string[];
  /** Properties read from it, without those of arrays and strings. */
  readonly properties: readonly string[];
  readonly called: boolean;
  /** Looped over, indexed or spread. */
  readonly listed: boolean;
  /** Used in arithmetic, counted to, or an extent of a shape. */
  readonly counted: boolean;
}

const listMembers = new Set(
  `length map forEach reduce slice filter concat push join entries at some every indexOf includes flat
  flatMap find pop shift unshift reverse`.split(/\s+/),
);

interface OpenUsage {
  options: string[];
  texts: string[];
  properties: string[];
  called: boolean;
  listed: boolean;
  counted: boolean;
  /** Properties of `this` that keep it under another name. */
  keptAs: string[];
}

const equality = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
];

function compared(node: ts.Node): string | undefined {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || !equality.includes(parent.operatorToken.kind))
    return undefined;
  const other = parent.left === node ? parent.right : parent.left;
  return ts.isStringLiteralLike(other) ? other.text : undefined;
}

function casesOf(node: ts.Node): string[] {
  const { parent } = node;
  if (!ts.isSwitchStatement(parent) || parent.expression !== node) return [];
  return parent.caseBlock.clauses
    .filter(ts.isCaseClause)
    .flatMap(({ expression }) => (ts.isStringLiteralLike(expression) ? [expression.text] : []));
}

function readProperty(parent: ts.PropertyAccessExpression, usage: OpenUsage): void {
  const name = parent.name.text;
  if (listMembers.has(name)) usage.listed = true;
  else addProperty(name, usage);
}

function addProperty(name: string, usage: OpenUsage): void {
  if (!usage.properties.includes(name)) usage.properties.push(name);
}

function isListed(node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isForOfStatement(parent) && parent.expression === node) ||
    (ts.isElementAccessExpression(parent) && parent.expression === node) ||
    ts.isSpreadElement(parent)
  );
}

const arithmetic = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/** `n - 1`, `i < n`, `n + 1`, `Number.isInteger(n)`, `inputShape: [n]`. */
function isCounted(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    const { left, right, operatorToken } = parent;
    const other = left === node ? right : left;
    const added = operatorToken.kind === ts.SyntaxKind.PlusToken && ts.isNumericLiteral(other);
    return added || arithmetic.has(operatorToken.kind);
  }
  if (ts.isCallExpression(parent)) return parent.expression.getText() === 'Number.isInteger';
  const holder = ts.isArrayLiteralExpression(parent) ? parent.parent : undefined;
  return (
    holder !== undefined && ts.isPropertyAssignment(holder) && /shape$/i.test(holder.name.getText())
  );
}

/** `const { units, rate } = node` reads properties too. */
function readDestructured({ parent }: ts.Node, usage: OpenUsage): void {
  if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name)) return;
  for (const { name, propertyName, dotDotDotToken } of parent.name.elements) {
    if (!dotDotDotToken) addProperty((propertyName ?? name).getText(), usage);
  }
}

/** The property that `this.size = node` keeps it in. */
function keeper(node: ts.Node): string | undefined {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return undefined;
  const { left, operatorToken } = parent;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const kept = ts.isPropertyAccessExpression(left) && isThis(left.expression);
  return kept ? left.name.text : undefined;
}

const isThis = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.ThisKeyword;

/** The option that it is the value of. */
function optionOf(node: ts.Node): string[] {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return [parent.name.text];
  const isValue = ts.isPropertyAssignment(parent) && parent.initializer === node;
  return isValue ? [parent.name.getText()] : [];
}

function readUse(node: ts.Node, usage: OpenUsage): void {
  const { parent } = node;
  const text = compared(node);
  if (text !== undefined) usage.texts.push(text);
  usage.texts.push(...casesOf(node));
  usage.options.push(...optionOf(node));
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node)
    readProperty(parent, usage);
  const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  if (isCall && parent.expression === node) usage.called = true;
  usage.listed ||= isListed(node);
  usage.counted ||= isCounted(node);
  readDestructured(node, usage);
  const kept = keeper(node);
  if (kept !== undefined) usage.keptAs.push(kept);
}

const isKept = (node: ts.Node, name: string): boolean =>
  ts.isPropertyAccessExpression(node) && isThis(node.expression) && node.name.text === name;

const emptyUsage = (): OpenUsage => ({
  options: [],
  texts: [],
  properties: [],
  keptAs: [],
  called: false,
  listed: false,
  counted: false,
});

function readKept(
  name: string,
  classes: readonly ts.ClassLikeDeclaration[],
  usage: OpenUsage,
): void {
  const visit = (at: ts.Node): void => {
    if (isKept(at, name)) readUse(at, usage);
    ts.forEachChild(at, visit);
  };
  classes.forEach(visit);
}

/** Reads how a name is used in the body of a function, and as `this.name` in the classes it is kept in. */
export function usageOf(
  name: string,
  node: FunctionNode,
  classes: readonly ts.ClassLikeDeclaration[] = [],
): Usage {
  const usage = emptyUsage();
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && at.text === name) readUse(at, usage);
    ts.forEachChild(at, visit);
  };
  if (node.body) visit(node.body);
  readKept(name, classes, usage);
  // The other property may hold other values too, so its use as an object says nothing.
  const other = emptyUsage();
  for (const kept of usage.keptAs) if (kept !== name) readKept(kept, classes, other);
  usage.options.push(...other.options);
  usage.counted ||= other.counted;
  return usage;
}
