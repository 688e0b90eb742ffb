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

/** Calls of a function in a file, by its name; for a constructor, `new` of its class. */
export function callsOf(
  node: FunctionNode,
  tree: ts.SourceFile,
): readonly (readonly ts.Expression[])[] {
  const here = immediateCall(node);
  if (here) return [positional(here.arguments)];
  const parts = functionName(node)?.split('.') ?? [];
  const wanted = ts.isConstructorDeclaration(node) ? parts[0] : parts.at(-1);
  const isNew = ts.isConstructorDeclaration(node);
  if (wanted === undefined) return [];
  const found: (readonly ts.Expression[])[] = [];
  const visit = (at: ts.Node): void => {
    const call = isNew ? asNew(at) : asCall(at);
    if (call) {
      const { expression } = call;
      const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      if (ts.isIdentifier(name) && name.text === wanted) {
        found.push(positional(call.arguments ?? []));
      }
    }
    ts.forEachChild(at, visit);
  };
  visit(tree);
  return found;
}
