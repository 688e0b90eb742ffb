import ts from 'typescript';
import type { SourceCall } from '../layersModel/callGroups';

/** The name by which compiled code tells of its calls; see {@link UserCalls}. */
export const CALLS = '__skipscopeCalls';
const CALLER = '__skipscopeCaller';

interface LiveCall extends SourceCall {
  readonly caller: LiveCall | undefined;
}

// Deeper calls belong to a recursion, which is one group.
const MOST_CALLS = 64;

/** Knows which functions of the user are running. */
export class UserCalls {
  /** Compiled code keeps it: a call of ours would take room on a stack that user code may fill. */
  current: LiveCall | undefined;

  /** The calls that are running now, outermost first. */
  running(): SourceCall[] {
    const calls: SourceCall[] = [];
    for (let call = this.current; call; call = call.caller) calls.push(call);
    return calls.reverse().slice(0, MOST_CALLS);
  }
}

type Recorded =
  ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

const isRecorded = (node: ts.Node): node is Recorded =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node);

/** What leaves and comes back has no place on the stack of calls: nothing is recorded of async functions and generators. */
const runsAtOnce = (node: Recorded): boolean =>
  node.asteriskToken === undefined &&
  !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);

const textOf = (name: ts.Node | undefined): string | undefined =>
  name && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name))
    ? name.text
    : undefined;

/** The name that the user gave a function, or what it was put in. */
function nameOf(node: Recorded): string | undefined {
  const own = textOf(node.name);
  if (own !== undefined) return own;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) return textOf(parent.name);
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return textOf(parent.name);
  }
  const isAssigned = ts.isBinaryExpression(parent) && parent.right === node;
  if (!isAssigned) return undefined;
  return textOf(ts.isPropertyAccessExpression(parent.left) ? parent.left.name : parent.left);
}

const current = (factory: ts.NodeFactory): ts.Expression =>
  factory.createPropertyAccessExpression(factory.createIdentifier(CALLS), 'current');

const setCurrent = (factory: ts.NodeFactory, value: ts.Expression): ts.Statement =>
  factory.createExpressionStatement(factory.createAssignment(current(factory), value));

/** `const caller = calls.current;` and the new call in its place. */
function entering(factory: ts.NodeFactory, name: string, first: ts.Node): ts.Statement[] {
  const caller = factory.createIdentifier(CALLER);
  const kept = factory.createVariableDeclaration(CALLER, undefined, undefined, current(factory));
  const call = factory.createObjectLiteralExpression([
    factory.createPropertyAssignment('name', factory.createStringLiteral(name)),
    factory.createPropertyAssignment('caller', caller),
  ]);
  const keeping = factory.createVariableDeclarationList([kept], ts.NodeFlags.Const);
  const statements = [
    factory.createVariableStatement(undefined, keeping),
    setCurrent(factory, call),
  ];
  // Where the stack overflows, V8 names the first statement.
  return statements.map((one) => ts.setSourceMapRange(one, first));
}

/** Enters, then `try { … } finally { calls.current = caller; }`, behind `'use strict'`. */
function recordedBody(factory: ts.NodeFactory, body: ts.ConciseBody, name: string): ts.Block {
  const statements = ts.isBlock(body)
    ? [...body.statements]
    : [factory.createReturnStatement(body)];
  const isDirective = (one: ts.Statement): boolean =>
    ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression);
  const start = statements.findIndex((one) => !isDirective(one));
  const directives = start < 0 ? statements.length : start;
  const leaving = setCurrent(factory, factory.createIdentifier(CALLER));
  return factory.createBlock([
    ...statements.slice(0, directives),
    ...entering(factory, name, statements[directives] ?? body),
    factory.createTryStatement(
      factory.createBlock(statements.slice(directives), true),
      undefined,
      factory.createBlock([leaving]),
    ),
  ]);
}

/**
 * Makes every named function of the user tell when it is entered and left, which changes nothing else.
 * Constructors are left out: nothing may stand before `super()`.
 */
export const recordCalls: ts.TransformerFactory<ts.SourceFile> = (context) => {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const name = isRecorded(node) && node.body && runsAtOnce(node) ? nameOf(node) : undefined;
    const visited = ts.visitEachChild(node, visit, context);
    if (name === undefined || !isRecorded(visited) || !visited.body) return visited;
    return withBody(factory, visited, recordedBody(factory, visited.body, name));
  };
  return (file) => ts.visitEachChild(file, visit, context);
};

function withBody(factory: ts.NodeFactory, node: Recorded, body: ts.Block): Recorded {
  const { modifiers, typeParameters, parameters, type } = node;
  if (ts.isArrowFunction(node)) {
    const arrow = node.equalsGreaterThanToken;
    return factory.updateArrowFunction(
      ...([node, ts.getModifiers(node), typeParameters, parameters, type, arrow, body] as const),
    );
  }
  if (ts.isMethodDeclaration(node)) {
    const { name, questionToken } = node;
    return factory.updateMethodDeclaration(
      ...([node, modifiers, undefined, name, questionToken] as const),
      ...([typeParameters, parameters, type, body] as const),
    );
  }
  if (ts.isFunctionDeclaration(node)) {
    return factory.updateFunctionDeclaration(
      ...([node, modifiers, undefined, node.name] as const),
      ...([typeParameters, parameters, type, body] as const),
    );
  }
  return factory.updateFunctionExpression(
    ...([node, ts.getModifiers(node), undefined, node.name] as const),
    ...([typeParameters, parameters, type, body] as const),
  );
}
