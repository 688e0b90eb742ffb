import ts from 'typescript';
import { entryOf } from './mapEntries';
import { isWrapper } from './wrappers';

/** `Promise.resolve(x)`: a promise of the value itself. */
const isPromiseOf = (node: ts.Node, value: ts.Node): boolean =>
  ts.isCallExpression(node) &&
  node.arguments[0] === value &&
  node.expression.getText() === 'Promise.resolve';

const isTransparent = (node: ts.Node, value: ts.Node): boolean =>
  ts.isAwaitExpression(node) || isWrapper(node) || isPromiseOf(node, value);

/** `a ? x : y`, `a ?? x`: either value goes where the whole goes. */
const isChoice = (node: ts.Node, value: ts.Node): boolean => {
  if (ts.isConditionalExpression(node)) return node.condition !== value;
  return (
    ts.isBinaryExpression(node) &&
    [
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.AmpersandAmpersandToken,
    ].includes(node.operatorToken.kind)
  );
};

/** The text of an assignment's target, without the object that every module or instance has. */
const targetName = (left: ts.Expression): string =>
  left
    .getText()
    .replace(/\s+/g, '')
    .replace(/^(?:module\.)?exports\.|^(?:window|self|globalThis|this)\./, '');

const within = (outer: string | undefined, member: string): string =>
  outer === undefined ? member : `${outer}.${member}`;

/** The name that a pattern gives the value at an index: `const [a, b] = [x, y]`. */
function elementName(list: ts.ArrayLiteralExpression, index: number): string {
  const { parent } = list;
  const pattern = ts.isVariableDeclaration(parent) ? parent.name : undefined;
  const element =
    pattern && ts.isArrayBindingPattern(pattern) ? pattern.elements[index] : undefined;
  if (element && ts.isBindingElement(element)) return element.name.getText();
  return within(valueName(list), String(index));
}

/** The name of a property's value: `models.encoder`; nothing in options that are handed to a call. */
function propertyName(property: ts.PropertyAssignment): string | undefined {
  const { name, parent } = property;
  const key = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText();
  return isOption(parent) ? undefined : within(valueName(parent), key);
}

/** The name of what is put somewhere: a variable, a target or a field. */
function placeName(node: ts.Node): string | undefined {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) {
    return ts.isIdentifier(parent.name) ? parent.name.text : undefined;
  }
  if (ts.isBinaryExpression(parent) && parent.right === node) return targetName(parent.left);
  if (!ts.isPropertyDeclaration(parent)) return undefined;
  return within(parent.parent.name?.text, parent.name.getText().replace('#', ''));
}

/**
 * The name under which a value is kept: its variable, its property (`models.encoder`), or its place in a
 * list; nothing for one that is handed on.
 */
export function valueName(node: ts.Node): string | undefined {
  const { parent } = node;
  if (isTransparent(parent, node) || isChoice(parent, node)) return valueName(parent);
  const entry = entryOf(node);
  if (entry) return within(entry.name ?? (entry.map && valueName(entry.map)), entry.key);
  if (ts.isPropertyAssignment(parent)) return propertyName(parent);
  if (ts.isArrayLiteralExpression(parent)) {
    const index = parent.elements.indexOf(node as ts.Expression);
    return isOption(parent) ? undefined : elementName(parent, index);
  }
  return placeName(node);
}

/** Tells an object or a list that is handed to a call: its models are the call's. */
const isOption = (node: ts.Node): boolean => {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  const isInside = ts.isPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent);
  return isInside && isOption(ts.isPropertyAssignment(parent) ? parent.parent : parent);
};
