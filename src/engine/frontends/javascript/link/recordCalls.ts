import ts from 'typescript';

/** The name by which compiled code announces its calls to `UserCalls`. */
export const CALLS = '__skipscopeCalls';
const CALLER = '__skipscopeCaller';
const ROUND = '__skipscopeRound';

type Recorded =
  ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/** A record of a piece of code: a function by its name, or one round of the loop at a line. */
type Recording = { readonly name: string } | { readonly line: number };

const isRecorded = (node: ts.Node): node is Recorded =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node);

/** Tells functions that run at once from async functions and generators, which have no place on a stack of calls. */
const runsAtOnce = (node: Recorded): boolean =>
  node.asteriskToken === undefined &&
  !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);

/** Tells whether code itself awaits; functions in it do not count. */
function waits(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier) return true;
  return ts.forEachChild(node, (inner) => !ts.isFunctionLike(inner) && waits(inner)) ?? false;
}

const textOf = (name: ts.Node | undefined): string | undefined =>
  name && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name))
    ? name.text
    : undefined;

/** The name that the user gave a function, or that of the variable or property that holds it. */
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

const iterating = new Set(['forEach', 'map', 'flatMap', 'reduce', 'reduceRight', 'from']);

/** A function without a name that is written where an array's method or `Array.from` runs it for each element. */
function isCallback(node: ts.Node): boolean {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
  const { parent } = node;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) {
    return false;
  }
  const place = parent.expression.name.text === 'from' ? 1 : 0;
  const isPassed = parent.arguments[place] === node;
  return isPassed && !node.name && runsAtOnce(node) && iterating.has(parent.expression.name.text);
}

const isLoop = (node: ts.Node): node is ts.IterationStatement =>
  ts.isIterationStatement(node, false);

/** The loop behind the labels of a statement, if its rounds are recorded. */
function countedLoop(node: ts.Node): ts.IterationStatement | undefined {
  if (ts.isLabeledStatement(node)) return countedLoop(node.statement);
  return isLoop(node) && !waits(node.statement) ? node : undefined;
}

const current = (factory: ts.NodeFactory): ts.Expression =>
  factory.createPropertyAccessExpression(factory.createIdentifier(CALLS), 'current');

const setCurrent = (factory: ts.NodeFactory, value: ts.Expression): ts.Statement =>
  factory.createExpressionStatement(factory.createAssignment(current(factory), value));

/** `name`, and for a round also `line` and `iteration: round += 1`. */
function described(factory: ts.NodeFactory, what: Recording): ts.PropertyAssignment[] {
  const entry = (name: string, value: ts.Expression): ts.PropertyAssignment =>
    factory.createPropertyAssignment(name, value);
  if ('name' in what) return [entry('name', factory.createStringLiteral(what.name))];
  const one = factory.createNumericLiteral(1);
  const plus = ts.SyntaxKind.PlusEqualsToken;
  return [
    entry('name', factory.createStringLiteral('iteration')),
    entry('line', factory.createNumericLiteral(what.line)),
    entry('iteration', factory.createBinaryExpression(factory.createIdentifier(ROUND), plus, one)),
  ];
}

/** `const caller = calls.current;` and the new call in its place. */
function entering(factory: ts.NodeFactory, what: Recording, first: ts.Node): ts.Statement[] {
  const caller = factory.createIdentifier(CALLER);
  const kept = factory.createVariableDeclaration(CALLER, undefined, undefined, current(factory));
  const call = factory.createObjectLiteralExpression([
    ...described(factory, what),
    factory.createPropertyAssignment('caller', caller),
  ]);
  const keeping = factory.createVariableDeclarationList([kept], ts.NodeFlags.Const);
  const statements = [
    factory.createVariableStatement(undefined, keeping),
    setCurrent(factory, call),
  ];
  // On a stack overflow V8 names the first statement.
  return statements.map((one) => ts.setSourceMapRange(one, first));
}

function statementsOf(factory: ts.NodeFactory, body: ts.Node): ts.Statement[] {
  if (ts.isBlock(body)) return [...body.statements];
  return [ts.isStatement(body) ? body : factory.createReturnStatement(body as ts.Expression)];
}

/** Enters, then `try { … } finally { calls.current = caller; }`, behind `'use strict'`. */
function recordedBody(factory: ts.NodeFactory, body: ts.Node, what: Recording): ts.Block {
  const statements = statementsOf(factory, body);
  const isDirective = (one: ts.Statement): boolean =>
    ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression);
  const start = statements.findIndex((one) => !isDirective(one));
  const directives = start < 0 ? statements.length : start;
  const leaving = setCurrent(factory, factory.createIdentifier(CALLER));
  return factory.createBlock([
    ...statements.slice(0, directives),
    ...entering(factory, what, statements[directives] ?? body),
    factory.createTryStatement(
      factory.createBlock(statements.slice(directives), true),
      undefined,
      factory.createBlock([leaving]),
    ),
  ]);
}

/** `{ let round = 0; loop }`: every run of the loop counts from the start. */
function countedFromZero(factory: ts.NodeFactory, loop: ts.Statement): ts.Block {
  const zero = factory.createNumericLiteral(0);
  const round = factory.createVariableDeclaration(ROUND, undefined, undefined, zero);
  const counting = factory.createVariableDeclarationList([round], ts.NodeFlags.Let);
  return factory.createBlock([factory.createVariableStatement(undefined, counting), loop]);
}

/** `(round => callback)(0)`: every array's walk counts from the start. */
function countedCallback(factory: ts.NodeFactory, callback: ts.Expression): ts.Expression {
  const round = factory.createParameterDeclaration(undefined, undefined, ROUND);
  const arrow = factory.createToken(ts.SyntaxKind.EqualsGreaterThanToken);
  const given = factory.createParenthesizedExpression(callback);
  const maker = factory.createArrowFunction(undefined, undefined, [round], undefined, arrow, given);
  const zero = factory.createNumericLiteral(0);
  return factory.createCallExpression(factory.createParenthesizedExpression(maker), undefined, [
    zero,
  ]);
}

/**
 * Makes every named function of the user, and every round of a loop or of an array's callback, announce its
 * entry and exit, and changes nothing else. Constructors are left out, because nothing may stand before
 * `super()`; so are rounds that await. `lineOf` gives the user's line of a position in the text.
 */
export const recordCalls =
  (lineOf: (offset: number) => number): ts.TransformerFactory<ts.SourceFile> =>
  (context) =>
  (file) => {
    const { factory } = context;
    /** The record of a node that is the body of something. */
    const recordingOf = (body: ts.Node): Recording | undefined => {
      const { parent } = body;
      if (isLoop(parent) && parent.statement === body && countedLoop(parent)) {
        return { line: lineOf(parent.getStart(file)) };
      }
      if (!isRecorded(parent) || parent.body !== body || !runsAtOnce(parent)) return undefined;
      if (isCallback(parent)) return { line: lineOf(parent.getStart(file)) };
      const name = nameOf(parent);
      return name === undefined ? undefined : { name };
    };
    const visit = (node: ts.Node): ts.Node => {
      const what = recordingOf(node);
      const visited = counted(node, ts.visitEachChild(node, visit, context));
      return what ? recordedBody(factory, visited, what) : visited;
    };
    const counted = (node: ts.Node, visited: ts.Node): ts.Node => {
      if (isCallback(node)) return countedCallback(factory, visited as ts.Expression);
      const isLoopWhole = countedLoop(node) && !ts.isLabeledStatement(node.parent);
      return isLoopWhole ? countedFromZero(factory, visited as ts.Statement) : visited;
    };
    return ts.visitEachChild(file, visit, context);
  };
