import ts from 'typescript';
import { findCreations } from '../../../../detection/javascript/creations';
import { immediateCall } from '../../../../detection/javascript/owners';
import {
  tensorflowNames,
  type TensorflowNames,
} from '../../../../detection/javascript/tensorflowNames';

/** `tf.util.path`, `window.tf.util.path`: a member of TensorFlow.js, at any depth. */
function isOfTensorflow(node: ts.Expression, names: TensorflowNames): boolean {
  if (ts.isIdentifier(node)) return names.namespaces.has(node.text);
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
  const isGlobal = /^(?:window|self|globalThis|global)\.tf$/.test(node.getText());
  return isGlobal || isOfTensorflow(node.expression, names);
}

const isAssignment = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;

/** `tf.util.path = …`, `Object.assign(tf, { … })`. */
function isPatch(node: ts.Node, names: TensorflowNames): boolean {
  if (isAssignment(node)) {
    return !ts.isIdentifier(node.left) && isOfTensorflow(node.left, names);
  }
  if (!ts.isCallExpression(node)) return false;
  const [target] = node.arguments;
  const puts = /^(?:Object\.(?:assign|defineProperty|defineProperties)|Reflect\.set)$/;
  return (
    target !== undefined && puts.test(node.expression.getText()) && isOfTensorflow(target, names)
  );
}

/** Functions count if they run at once. */
const isLater = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) && !('body' in node && node.body && immediateCall(node));

function patches(node: ts.Node, names: TensorflowNames): boolean {
  if (isPatch(node, names)) return true;
  if (isLater(node) || ts.isClassLike(node)) return false;
  return ts.forEachChild(node, (child) => patches(child, names)) === true;
}

/** Statements of a file that put helpers on TensorFlow.js, and do not make models themselves. */
export function patchesIn(tree: ts.SourceFile): ts.Statement[] {
  const names = tensorflowNames(tree);
  const found = tree.statements.filter((statement) => patches(statement, names));
  if (found.length === 0) return [];
  const made = findCreations(tree, names).map(({ node }) => node);
  const runsCreation = (statement: ts.Statement): boolean =>
    made.some((node) => !isWithinLater(node, statement) && isWithin(node, statement));
  return found.filter((statement) => !runsCreation(statement));
}

const isWithin = (node: ts.Node, statement: ts.Statement): boolean =>
  ts.findAncestor(node, (at) => at === statement) !== undefined;

/** A model made in a function that runs later, such as the helper itself, is no matter. */
const isWithinLater = (node: ts.Node, statement: ts.Statement): boolean => {
  const later = ts.findAncestor(node, isLater);
  return later !== undefined && isWithin(later, statement);
};
