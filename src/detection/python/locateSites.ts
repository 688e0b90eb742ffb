import type { SyntaxNode } from '@lezer/common';
import type { Framework } from '../../shared/model/framework';
import type { ModelSite, SitePattern } from '../../shared/model/modelSite';
import { assignmentsOf, creationOf, type Creation, type Makers } from './creations';
import { isWithin, moduleClassesOf, type File, type ModuleClass } from './moduleClasses';
import { parametersOf } from './parameters';
import { declaredName, statementsOf, textOf } from './syntax';

/** A site with its syntax, before it has a position and a name of its own. */
export interface FoundSite {
  readonly name: string;
  readonly pattern: SitePattern;
  readonly framework: Framework;
  readonly node: SyntaxNode;
  readonly parameters: ModelSite['parameters'];
}

interface FunctionDefinition {
  readonly name: string;
  readonly node: SyntaxNode;
  /** The class that it is a method of. */
  readonly owner: SyntaxNode | undefined;
}

const classAround = (node: SyntaxNode): SyntaxNode | undefined => {
  const holder = node.parent?.name === 'DecoratedStatement' ? node.parent.parent : node.parent;
  return holder?.name === 'Body' && holder.parent?.name === 'ClassDefinition'
    ? holder.parent
    : undefined;
};

const functionsOf = ({ outline, text }: File): FunctionDefinition[] =>
  outline.functions.flatMap((node) => {
    const name = declaredName({ text, node });
    return name === undefined ? [] : [{ name, node, owner: classAround(node) }];
  });

/** The statements that a function runs itself. */
const ownStatements = (node: SyntaxNode): SyntaxNode[] => {
  const body = node.getChild('Body');
  return body ? statementsOf(body) : [];
};

interface MadeIn {
  readonly creation: Creation;
  /** The variable that holds the model, if one does. */
  readonly variable?: string;
  readonly statement: SyntaxNode;
}

/** The models that statements make, those that are returned at once included. */
function madeIn(statements: readonly SyntaxNode[], file: File, own: Makers): MadeIn[] {
  return statements.flatMap((statement): MadeIn[] => {
    const assigned = assignmentsOf(statement, file.text).flatMap(({ name, value }): MadeIn[] => {
      const creation = creationOf(value, file, own);
      return creation ? [{ creation, variable: name, statement }] : [];
    });
    const value = statement.name === 'ReturnStatement' ? statement.lastChild : null;
    const creation = value && creationOf(value, file, own);
    return creation ? [...assigned, { creation, statement }] : assigned;
  });
}

/** The variables that a function returns: alone, in a tuple, or after a method that hands them on. */
const returnedNames = (statements: readonly SyntaxNode[], text: string): ReadonlySet<string> =>
  new Set(
    statements
      .filter(({ name }) => name === 'ReturnStatement')
      .flatMap((node) =>
        textOf({ text, node })
          .replace(/^return\b/, '')
          .split(','),
      )
      .map(
        (part) =>
          /^[\s([]*([\w.]+?)(?:\.(?:to|cuda|eval|train)\([^()]*\))*[\s)\]]*$/.exec(part)?.[1],
      )
      .filter((name) => name !== undefined),
  );

/** A model of this variable is trained in the text. */
const isTrained = (variable: string, text: string): boolean =>
  text.includes(`${variable}.parameters(`) ||
  text.includes(`${variable}.train(`) ||
  text.includes(`${variable}.fit(`);

const isFactory = (made: readonly MadeIn[], statements: readonly SyntaxNode[], text: string) => {
  const returned = returnedNames(statements, text);
  return made.find(
    ({ variable, creation }) =>
      creation.of !== 'foreign' && (variable === undefined || returned.has(variable)),
  );
};

/** A function that puts layers together and uses the model itself. */
const localModel = (made: readonly MadeIn[], body: string): MadeIn | undefined =>
  made.find(
    ({ creation, variable }) =>
      creation.of === 'library' && variable !== undefined && isTrained(variable, body),
  );

function functionSite(
  { name, node, owner }: FunctionDefinition,
  file: File,
  own: Makers,
): FoundSite | undefined {
  const { text } = file;
  const statements = ownStatements(node);
  const made = madeIn(statements, file, own);
  const factory = isFactory(made, statements, text);
  const found = factory ?? localModel(made, textOf({ text, node }));
  if (!found) return undefined;
  const className = owner && declaredName({ text, node: owner });
  const isBound = owner !== undefined && !/@\s*staticmethod\b/.test(decoratorsOf(node, text));
  return {
    name: className === undefined ? name : `${className}.${name}`,
    pattern: owner ? 'method' : factory ? 'factory' : 'local',
    framework: found.creation.framework,
    node,
    parameters: parametersOf(node, text, isBound),
  };
}

const decoratorsOf = ({ parent, from }: SyntaxNode, text: string): string =>
  parent?.name === 'DecoratedStatement' ? text.slice(parent.from, from) : '';

/** Functions that return models, and functions that return the result of these. */
function functionSites(file: File, classes: readonly ModuleClass[]): FoundSite[] {
  const within = classes.map(({ node }) => node);
  const open = functionsOf(file).filter(({ node, owner }) => !owner || !isWithin(node, within));
  const makers = new Map<string, Framework>(
    classes.filter(({ role }) => role === 'model').map((one) => [one.name, one.framework]),
  );
  const found = new Map<SyntaxNode, FoundSite>();
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const one of open) {
      const site = found.has(one.node) ? undefined : functionSite(one, file, makers);
      if (!site) continue;
      found.set(one.node, site);
      if (site.pattern !== 'local') makers.set(site.name, site.framework);
    }
  }
  return [...found.values()];
}

const isMainGuard = (node: SyntaxNode, text: string): boolean =>
  node.name === 'IfStatement' && /^if\s+__name__\s*==/.test(textOf({ text, node }));

/**
 * The models that statements of the module make. One of a class of the file, made where the file is run as
 * a program, tells arguments and is no definition of its own.
 */
function topLevelSites(file: File, makers: Makers): FoundSite[] {
  const { script, text } = file;
  const guards = statementsOf(script).filter((node) => isMainGuard(node, text));
  return madeIn(statementsOf(script), file, makers)
    .filter(({ creation, variable, statement }) => {
      if (variable === undefined) return false;
      if (creation.of === 'foreign') return isTrained(variable, text);
      return creation.of === 'library' || !isWithin(statement, guards);
    })
    .map(({ creation, variable, statement }) => ({
      name: variable ?? 'model',
      pattern: 'topLevel' as const,
      framework: creation.framework,
      node: statement,
      parameters: [],
    }));
}

const classSites = (classes: readonly ModuleClass[], text: string): FoundSite[] =>
  classes
    .filter(({ role, runs }) => role === 'model' && runs)
    .map(({ name, node, framework, constructor_ }) => ({
      name,
      pattern: 'class',
      framework,
      node,
      parameters: constructor_ ? parametersOf(constructor_, text, true) : [],
    }));

/** Every model definition of a parsed file, in the order of the text. */
export function locateSites(file: File): FoundSite[] {
  const classes = moduleClassesOf(file);
  const functions = functionSites(file, classes);
  const makers = new Map<string, Framework>([
    ...classes
      .filter(({ role }) => role === 'model')
      .map((one) => [one.name, one.framework] as const),
    ...functions
      .filter(({ pattern }) => pattern !== 'local')
      .map((one) => [one.name, one.framework] as const),
  ]);
  return [...classSites(classes, file.text), ...functions, ...topLevelSites(file, makers)].sort(
    (a, b) => a.node.from - b.node.from,
  );
}
