import ts from 'typescript';
import type { FunctionNode } from '../../../../detection/owners';

/** How a function uses one of its parameters: what a guess can go by. */
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
}

const listMembers = new Set(
  `length map forEach reduce slice filter concat push join entries at some every indexOf includes flat
  flatMap find pop shift unshift reverse`.split(/\s+/),
);

interface Draft {
  options: string[];
  texts: string[];
  properties: string[];
  called: boolean;
  listed: boolean;
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

function readProperty(parent: ts.PropertyAccessExpression, draft: Draft): void {
  const name = parent.name.text;
  if (listMembers.has(name)) draft.listed = true;
  else if (!draft.properties.includes(name)) draft.properties.push(name);
}

function isListed(node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isForOfStatement(parent) && parent.expression === node) ||
    (ts.isElementAccessExpression(parent) && parent.expression === node) ||
    ts.isSpreadElement(parent)
  );
}

function readUse(node: ts.Node, draft: Draft): void {
  const { parent } = node;
  const text = compared(node);
  if (text !== undefined) draft.texts.push(text);
  draft.texts.push(...casesOf(node));
  if (ts.isPropertyAssignment(parent) && parent.initializer === node) {
    draft.options.push(parent.name.getText());
  }
  if (ts.isShorthandPropertyAssignment(parent)) draft.options.push(parent.name.text);
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node)
    readProperty(parent, draft);
  if (ts.isCallExpression(parent) && parent.expression === node) draft.called = true;
  if (isListed(node)) draft.listed = true;
}

const isKept = (node: ts.Node, name: string): boolean =>
  ts.isPropertyAccessExpression(node) &&
  node.expression.kind === ts.SyntaxKind.ThisKeyword &&
  node.name.text === name;

/** Reads how a name is used in the body of a function, and as `this.name` in the classes it is kept in. */
export function usageOf(
  name: string,
  node: FunctionNode,
  classes: readonly ts.ClassLikeDeclaration[] = [],
): Usage {
  const draft: Draft = { options: [], texts: [], properties: [], called: false, listed: false };
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && at.text === name) readUse(at, draft);
    ts.forEachChild(at, visit);
  };
  if (node.body) visit(node.body);
  const visitKept = (at: ts.Node): void => {
    if (isKept(at, name)) readUse(at, draft);
    ts.forEachChild(at, visitKept);
  };
  classes.forEach(visitKept);
  return draft;
}
