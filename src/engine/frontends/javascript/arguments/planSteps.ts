import ts from 'typescript';
import type { FunctionNode } from '../../../../detection/javascript/owners';
import { chooseArguments, type Wishes } from './chooseArguments';
import { factoriesOf } from './factories';
import type { Passed } from './guessArgument';
import { placeholdersIn } from './placeholders';
import { classOf, pathTo } from '../slice/entrance';
import type { ModuleSource } from '../slice/moduleSource';

/** One function on the way to the definition, with its arguments. */
export interface Step {
  readonly parameters: readonly Passed[];
  /** For a method: the arguments of its class. */
  readonly forConstructor: readonly Passed[];
}

/** The way from a module to the model: the functions to call, and their arguments. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Factories that make models for arguments, with theirs. */
  readonly factories: ReadonlyMap<string, readonly Passed[]>;
  /** Classes and functions that are arguments themselves. */
  readonly declared: ReadonlySet<string>;
}

const superOf = (
  node: ts.ClassLikeDeclaration,
  { checker }: ModuleSource,
): ts.ClassLikeDeclaration | undefined => {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0]?.expression;
  const declaration = base && checker.getSymbolAtLocation(base)?.valueDeclaration;
  return declaration && ts.isClassLike(declaration) ? declaration : undefined;
};

/** A class and those of the file that it extends, nearest first. */
function lineage(node: ts.ClassLikeDeclaration, source: ModuleSource): ts.ClassLikeDeclaration[] {
  const base = superOf(node, source);
  return base && base !== node ? [node, ...lineage(base, source)] : [node];
}

function stepFor(node: FunctionNode, source: ModuleSource, wishes: Wishes): Step {
  const keeper = ts.isConstructorDeclaration(node) ? node.parent : classOf(node);
  const classes = keeper ? lineage(keeper, source) : [];
  const isMaking = ts.isConstructorDeclaration(node);
  const made = classes.flatMap(({ members }) => members.filter(ts.isConstructorDeclaration))[0];
  return {
    parameters: chooseArguments({ node, source, classes: isMaking ? classes : [] }, wishes),
    forConstructor:
      made && !isMaking ? chooseArguments({ node: made, source, classes }, wishes) : [],
  };
}

/** Chooses the arguments of every function on the way to the definition, outermost first. */
export function planSteps(target: FunctionNode, source: ModuleSource, wishes: Wishes): Plan {
  const factories = new Map<string, readonly Passed[]>();
  const declared = new Set<string>();
  const nodeOf = (factory: string): FunctionNode | undefined =>
    factoriesOf(source).find(({ name }) => name === factory)?.node;
  const addFactories = (passed: readonly Passed[]): void => {
    for (const placeholder of passed.flatMap(({ value }) => placeholdersIn(value))) {
      if (placeholder.kind === 'declared') declared.add(placeholder.name);
      if (placeholder.kind !== 'model' || factories.has(placeholder.factory)) continue;
      const node = nodeOf(placeholder.factory);
      if (!node) continue;
      const own = chooseArguments({ node, source, classes: [] }, wishes);
      factories.set(placeholder.factory, own);
      addFactories(own);
    }
  };
  const steps = pathTo(target).map((node) => stepFor(node, source, wishes));
  for (const { parameters, forConstructor } of steps)
    addFactories([...forConstructor, ...parameters]);
  return { steps, factories, declared };
}
