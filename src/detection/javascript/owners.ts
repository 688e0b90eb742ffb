import ts from 'typescript';
import { fillerOf } from './filledFields';
import { entryOf } from './mapEntries';
import { isWrapper } from './wrappers';

/** A function with a body, however it is written. */
export type FunctionNode = ts.FunctionLikeDeclaration;

/** The owner of a model: a function, or a statement of the module. */
export type Owner =
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'statement'; readonly node: ts.Statement };

// Callbacks that run at once, as a part of the function around them.
const immediate = new Set(['tidy', 'map', 'forEach', 'reduce', 'from', 'flatMap']);

const skipWrappers = (node: ts.Node): ts.Node =>
  isWrapper(node.parent) ? skipWrappers(node.parent) : node;

/** `(() => …)()`: the call that runs the function where it stands. */
export function immediateCall(node: ts.Node): ts.CallExpression | undefined {
  const callee = skipWrappers(node);
  const call = callee.parent;
  return ts.isCallExpression(call) && call.expression === callee ? call : undefined;
}

const isImmediateCallback = ({ parent }: FunctionNode): boolean => {
  if (!ts.isCallExpression(parent)) return false;
  const callee = parent.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!ts.isIdentifier(name)) return false;
  return immediate.has(name.text) || (name.text === 'then' && isAwaited(parent));
};

/** Tells whether the function around a promise awaits it or hands it back, so that its callbacks are a part of it. */
function isAwaited(promise: ts.Expression): boolean {
  const { parent } = promise;
  if (ts.isReturnStatement(parent) || ts.isAwaitExpression(parent)) return true;
  if (ts.isArrowFunction(parent)) return parent.body === promise;
  if (isWrapper(parent)) return isAwaited(parent);
  const isChained =
    ts.isPropertyAccessExpression(parent) &&
    /^(?:then|catch|finally)$/.test(parent.name.text) &&
    ts.isCallExpression(parent.parent);
  return isChained && isAwaited(parent.parent);
}

const enclosingFunction = (node: ts.Node): FunctionNode | undefined => {
  const found = ts.findAncestor(node.parent, ts.isFunctionLike);
  return found && 'body' in found && found.body ? found : undefined;
};

/** Functions around a node, innermost first; those that run at once where they stand are left out. */
export function functionsAround(node: ts.Node): FunctionNode[] {
  const found: FunctionNode[] = [];
  for (let at = enclosingFunction(node); at; at = enclosingFunction(at)) {
    const outermost = !enclosingFunction(at);
    if (isImmediateCallback(at) || (immediateCall(at) && !outermost)) continue;
    found.push(at);
  }
  return found;
}

const isStatic = (node: ts.PropertyDeclaration): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;

/** The field of an object that an expression gives its first value. */
export function fieldAround(node: ts.Node): ts.PropertyDeclaration | undefined {
  const found = ts.findAncestor(
    node.parent,
    (at) => ts.isPropertyDeclaration(at) || ts.isFunctionLike(at),
  );
  return found && ts.isPropertyDeclaration(found) && !isStatic(found) ? found : undefined;
}

/**
 * The function or top-level statement that a creation belongs to; a field belongs to its constructor, or to the
 * method that adds its layers.
 */
export function ownerOf(node: ts.Node): Owner {
  const filler = fillerOf(node);
  if (filler) return { kind: 'function', node: filler };
  const maker = fieldAround(node)?.parent.members.find(ts.isConstructorDeclaration);
  if (maker?.body) return { kind: 'function', node: maker };
  const [inner] = functionsAround(node);
  if (inner) return { kind: 'function', node: inner };
  const statement = ts.findAncestor(node, (at) => ts.isSourceFile(at.parent));
  return { kind: 'statement', node: statement as ts.Statement };
}

const propertyName = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText();

/** Objects that every module or page has: a function kept there is a function like any other. */
const isShared = (text: string): boolean =>
  /^(?:(?:module\.)?exports|window|self|globalThis|document)$/.test(text);

/** The name of an assignment's target: `exports.build` is `build`, `Net.prototype.build` is `Net.build`. */
const assignedName = (target: ts.Expression): string | undefined => {
  const text = target.getText().replace(/\s+/g, '');
  if (text === 'module.exports') return 'default';
  const name = text.replace(/^(?:module\.)?exports\.|^(?:window|self|globalThis|this)\./, '');
  return /^[\w$.]+$/.test(name) ? name.replace('.prototype.', '.') : undefined;
};

const containerName = (
  node: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression,
): string | undefined =>
  ts.isObjectLiteralExpression(node)
    ? nameFromParent(node)
    : (node.name?.text ?? nameFromParent(node));

function memberName(container: ts.Node, member: string): string {
  const readable = ts.isClassLike(container) || ts.isObjectLiteralExpression(container);
  return memberOf(readable ? containerName(container) : undefined, member);
}

const memberOf = (outer: string | undefined, member: string): string =>
  outer === undefined || outer === 'default' ? member : `${outer}.${member}`;

/** The name that an expression gets from where it stands, if it gets one. */
function nameFromParent(node: ts.Node): string | undefined {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) return parent.name.getText();
  if (ts.isBinaryExpression(parent) && parent.right === node) return assignedName(parent.left);
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return memberName(parent.parent, propertyName(parent.name));
  }
  if (ts.isExportAssignment(parent)) return 'default';
  return isWrapper(parent) ? nameFromParent(parent) : nameFromMap(node);
}

/** The name of an entry of a map: `nets.small`. */
function nameFromMap(node: ts.Node): string | undefined {
  const entry = entryOf(node);
  return entry && memberOf(entry.name ?? (entry.map && nameFromParent(entry.map)), entry.key);
}

/** The name that a reader has for a function: its own, or that of the place where it is kept. */
export function functionName(node: FunctionNode): string | undefined {
  if (ts.isConstructorDeclaration(node)) return memberName(node.parent, 'constructor');
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
    return memberName(node.parent, propertyName(node.name));
  }
  if (ts.isFunctionDeclaration(node)) return node.name?.text ?? 'default';
  return nameFromParent(node) ?? (ts.isFunctionExpression(node) ? node.name?.text : undefined);
}

/** Tells whether a function is kept in a class or an object. */
export function isMember(node: FunctionNode): boolean {
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node) || ts.isConstructorDeclaration(node)) {
    return true;
  }
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return true;
  if (!ts.isBinaryExpression(parent) || !ts.isPropertyAccessExpression(parent.left)) return false;
  return ![parent.left, parent.left.expression].some((one) => isShared(one.getText()));
}
