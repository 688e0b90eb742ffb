import ts from 'typescript';
import { locateSites } from '../../../../detection/javascript/locateSites';
import type { FunctionNode } from '../../../../detection/javascript/owners';
import type { ModuleSource } from '../slice/moduleSource';

/** A function of a module that makes a model and can be called by its name. */
export interface Factory {
  readonly name: string;
  readonly node: FunctionNode;
}

function topLevelName(node: FunctionNode, tree: ts.SourceFile): string | undefined {
  if (ts.isFunctionDeclaration(node)) return node.parent === tree ? node.name?.text : undefined;
  const { parent } = node;
  const declared = ts.isVariableDeclaration(parent) && parent.parent.parent.parent === tree;
  return declared && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

/** The factories of a module that its other definitions may derive from. */
export function factoriesOf({ tree }: ModuleSource): Factory[] {
  return locateSites(tree).flatMap(({ owner, site, isMember }) => {
    const name =
      owner.kind === 'function' && !isMember ? topLevelName(owner.node, tree) : undefined;
    return owner.kind === 'function' && name !== undefined && site.pattern === 'factory'
      ? [{ name, node: owner.node }]
      : [];
  });
}

/** The function whose call an argument is, or holds the result of. */
function calledIn(
  argument: ts.Expression | undefined,
  checker: ts.TypeChecker,
): string | undefined {
  if (!argument) return undefined;
  if (ts.isAwaitExpression(argument)) return calledIn(argument.expression, checker);
  if (ts.isCallExpression(argument)) return argument.expression.getText();
  const declaration = ts.isIdentifier(argument)
    ? checker.getSymbolAtLocation(argument)?.valueDeclaration
    : undefined;
  const initializer =
    declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer && !ts.isIdentifier(initializer) ? calledIn(initializer, checker) : undefined;
}

const stemOf = (name: string): string =>
  name.toLowerCase().replace(/_?(?:model|net(?:work)?)$/, '');

/**
 * The factory that makes the model for a parameter: the one that calls pass, else the one whose name holds
 * the parameter's, else the only other one.
 */
export function factoryFor(
  parameter: string,
  atCalls: readonly (ts.Expression | undefined)[],
  user: FunctionNode,
  source: ModuleSource,
): Factory | undefined {
  const others = factoriesOf(source).filter(({ node }) => node !== user);
  const passed = atCalls.map((argument) => calledIn(argument, source.checker));
  const stem = stemOf(parameter);
  return (
    others.find(({ name }) => passed.includes(name)) ??
    others.find(({ name }) => stem !== '' && name.toLowerCase().includes(stem)) ??
    (others.length === 1 ? others[0] : undefined)
  );
}
