import ts from 'typescript';
import {
  functionName,
  immediateCall,
  type FunctionNode,
} from '../../../../detection/javascript/owners';

const asNew = (node: ts.Node) => (ts.isNewExpression(node) ? node : undefined);
const asCall = (node: ts.Node) => (ts.isCallExpression(node) ? node : undefined);

/** The arguments before a spread: behind it no position is known. */
function positional(passed: readonly ts.Expression[]): readonly ts.Expression[] {
  const spread = passed.findIndex((one) => ts.isSpreadElement(one));
  return spread < 0 ? passed : passed.slice(0, spread);
}

type Call = ts.CallExpression | ts.NewExpression;

/** The argument at a position; a spread before it hides which one that is. */
export function argumentAt(call: Call, index: number): ts.Expression | 'unknown' | undefined {
  const passed = call.arguments ?? [];
  const isHidden = passed.slice(0, index + 1).some((one) => ts.isSpreadElement(one));
  return isHidden ? 'unknown' : passed[index];
}

/** Calls of a function in a file, by its name; for a constructor, `new` of its class. */
export function callNodesOf(node: FunctionNode, tree: ts.SourceFile): readonly Call[] {
  const here = immediateCall(node);
  if (here) return [here];
  const parts = functionName(node)?.split('.') ?? [];
  const wanted = ts.isConstructorDeclaration(node) ? parts[0] : parts.at(-1);
  const isNew = ts.isConstructorDeclaration(node);
  if (wanted === undefined) return [];
  const found: Call[] = [];
  const visit = (at: ts.Node): void => {
    const call = isNew ? asNew(at) : asCall(at);
    if (call) {
      const { expression } = call;
      const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      if (ts.isIdentifier(name) && name.text === wanted) found.push(call);
    }
    ts.forEachChild(at, visit);
  };
  visit(tree);
  return found;
}

const methodOf = ({ expression }: ts.CallExpression): string | undefined =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;

const eventIn = ({ arguments: [event] }: ts.CallExpression): string | undefined =>
  event && ts.isStringLiteralLike(event) ? event.text : undefined;

/** The event that a function listens to: `bus.on('build', (units) => …)`. */
function eventOf({ parent }: FunctionNode): string | undefined {
  if (!ts.isCallExpression(parent)) return undefined;
  return /^(?:on|once|(?:add|prepend)\w*Listener)$/.test(methodOf(parent) ?? '')
    ? eventIn(parent)
    : undefined;
}

/** The arguments with which a file emits an event. */
function emittedWith(event: string, tree: ts.SourceFile): (readonly ts.Expression[])[] {
  const found: (readonly ts.Expression[])[] = [];
  const visit = (at: ts.Node): void => {
    const isEmit = ts.isCallExpression(at) && methodOf(at) === 'emit' && eventIn(at) === event;
    if (isEmit) found.push(at.arguments.slice(1));
    ts.forEachChild(at, visit);
  };
  visit(tree);
  return found;
}

/** The arguments of each call of a function in a file, as far as their positions are known. */
export function callsOf(
  node: FunctionNode,
  tree: ts.SourceFile,
): readonly (readonly ts.Expression[])[] {
  const event = eventOf(node);
  const calls =
    event === undefined
      ? callNodesOf(node, tree).map(({ arguments: passed }) => passed ?? [])
      : emittedWith(event, tree);
  return calls.map(positional);
}
