import ts from 'typescript';
import type { FunctionNode } from '../../../../detection/javascript/owners';

const isSuperCall = ({ expression }: ts.ExpressionStatement): boolean =>
  ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword;

/** `this.units = units`: what a method keeps, without what it computes. */
const keepsInThis = ({ expression }: ts.ExpressionStatement): boolean =>
  ts.isBinaryExpression(expression) &&
  ts.isPropertyAccessExpression(expression.left) &&
  expression.left.expression.kind === ts.SyntaxKind.ThisKeyword &&
  !mentionsCall(expression.right);

const mentionsCall = (node: ts.Node): boolean =>
  ts.isCallExpression(node) ||
  ts.isNewExpression(node) ||
  ts.forEachChild(node, mentionsCall) === true;

/** Statements of a function on the way that make `this` what the functions in it find. */
export function ownStatements({ body }: FunctionNode, isTarget: boolean): ts.Statement[] {
  if (isTarget || !body || !ts.isBlock(body)) return [];
  return body.statements
    .filter(ts.isExpressionStatement)
    .filter((one) => isSuperCall(one) || keepsInThis(one));
}
