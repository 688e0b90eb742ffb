import ts from 'typescript';
import { isWrapper } from './wrappers';

/** A call whose result a function returns. */
interface HandedBack {
  readonly call: ts.CallExpression;
  /** The variable that holds it on the way. */
  readonly variable?: string;
}

/** The call whose result a node returns from its function, if it does. */
function handedBack(node: ts.Node): HandedBack | undefined {
  const isArrow = ts.isArrowFunction(node) && !ts.isBlock(node.body);
  const value = ts.isReturnStatement(node) ? node.expression : isArrow ? node.body : undefined;
  const awaited = value && awaitedIn(value);
  if (awaited && ts.isIdentifier(awaited)) {
    const kept = keptCall(awaited);
    return kept && { call: kept, variable: awaited.text };
  }
  return awaited && ts.isCallExpression(awaited) ? { call: awaited } : undefined;
}

const awaitedIn = (node: ts.Expression): ts.Expression =>
  ts.isAwaitExpression(node) || isWrapper(node) ? awaitedIn(node.expression) : node;

/** `const model = build(); …; return model;`: the call whose result a returned variable holds. */
function keptCall(name: ts.Identifier): ts.CallExpression | undefined {
  const body = ts.findAncestor(name, ts.isFunctionLike);
  let found: ts.CallExpression | undefined;
  const visit = (at: ts.Node): void => {
    const isKept =
      ts.isVariableDeclaration(at) && ts.isIdentifier(at.name) && at.name.text === name.text;
    const value = isKept && at.initializer ? awaitedIn(at.initializer) : undefined;
    if (value && ts.isCallExpression(value)) found = value;
    if (!ts.isFunctionLike(at)) ts.forEachChild(at, visit);
  };
  if (body && 'body' in body && body.body) visit(body.body);
  return found;
}

/** Calls of a name whose result some function returns, in the order of the text. */
export function handedBackIn(file: ts.SourceFile): (HandedBack & { readonly name: string })[] {
  const found: (HandedBack & { readonly name: string })[] = [];
  const visit = (node: ts.Node): void => {
    const back = handedBack(node);
    const callee = back?.call.expression;
    if (back && callee && ts.isIdentifier(callee)) found.push({ ...back, name: callee.text });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
