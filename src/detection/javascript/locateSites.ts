import ts from 'typescript';
import { findCreations, type Creation, type CreationKind } from './creations';
import type { ModelSite, SitePattern, TextPosition } from '../../shared/model/modelSite';
import {
  functionName,
  functionsAround,
  isMember,
  ownerOf,
  type FunctionNode,
  type Owner,
} from './owners';
import { parametersOf } from './parameters';
import { tensorflowNames } from './tensorflowNames';

/** A site with its syntax, for building it. */
export interface LocatedSite {
  readonly site: ModelSite;
  readonly owner: Owner;
  readonly kind: CreationKind;
  /** The variable that holds the model, where there is one. */
  readonly variable?: string;
  readonly creations: readonly Creation['node'][];
}

/** A definition without its name. */
type UnnamedSite = Omit<LocatedSite, 'site'>;

/** The variable or property that keeps the result of an expression. */
function variableOf(node: ts.Node): string | undefined {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent)) {
    return ts.isIdentifier(parent.name) ? parent.name.text : undefined;
  }
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    const { left } = parent;
    return ts.isPropertyAccessExpression(left) ? left.name.text : left.getText();
  }
  const transparent =
    ts.isAwaitExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent);
  return transparent ? variableOf(parent) : undefined;
}

/** The name of a whole file that is one model of core operations. */
const CORE = 'core';

/** Top-level models are told apart by their variable, all others by their function. */
const keyOf = (owner: Owner, variable: string | undefined): ts.Node | string =>
  owner.kind === 'statement' && variable !== undefined ? variable : owner.node;

/**
 * The owner of core variables: the whole file, where any of them stands at its top level (code that uses
 * them may stand anywhere in it), else their function.
 */
function coreOwner(creations: readonly Creation[]): Owner | undefined {
  const owners = creations.filter(({ kind }) => kind === 'core').map(({ node }) => ownerOf(node));
  return owners.find(({ kind }) => kind === 'statement');
}

function groupByOwner(creations: readonly Creation[]): UnnamedSite[] {
  const groups = new Map<ts.Node | string, UnnamedSite>();
  const ofFile = coreOwner(creations);
  for (const { kind, node } of creations) {
    const isOfFile = kind === 'core' && ofFile;
    const owner = isOfFile ? ofFile : ownerOf(node);
    const variable = isOfFile ? CORE : variableOf(node);
    const key = keyOf(owner, variable);
    const known = groups.get(key);
    if (known?.kind === kind) groups.set(key, { ...known, creations: [...known.creations, node] });
    else if (!known || known.kind !== 'model') {
      groups.set(key, {
        owner,
        kind,
        creations: [node],
        ...(variable !== undefined && { variable }),
      });
    }
  }
  return [...groups.values()];
}

const mentions = (node: ts.Node, wanted: (at: ts.Node) => boolean): boolean =>
  wanted(node) || ts.forEachChild(node, (child) => mentions(child, wanted)) === true;

/** Expressions that a function returns itself, not through functions inside it. */
function returned(node: FunctionNode): ts.Expression[] {
  const { body } = node;
  if (!body) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (at: ts.Node): void => {
    if (ts.isReturnStatement(at) && at.expression) found.push(at.expression);
    if (!ts.isFunctionLike(at)) ts.forEachChild(at, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

function returnsModel(node: FunctionNode, { creations, variable }: UnnamedSite): boolean {
  return returned(node).some((expression) =>
    mentions(
      expression,
      (at) =>
        creations.some((made) => made === at) || (ts.isIdentifier(at) && at.text === variable),
    ),
  );
}

function patternOf(found: UnnamedSite): SitePattern {
  const { owner, kind } = found;
  if (kind !== 'model') return kind;
  if (owner.kind === 'statement') return 'topLevel';
  if (isMember(owner.node)) return 'method';
  return returnsModel(owner.node, found) ? 'factory' : 'local';
}

const nameOf = ({ owner, variable }: UnnamedSite): string => {
  if (owner.kind === 'statement') return variable ?? 'default';
  const own = functionName(owner.node);
  if (own !== undefined) return own;
  const around = functionsAround(owner.node).map(functionName);
  return around.find((name) => name !== undefined) ?? variable ?? 'model';
};

/** The node that the CodeLens stands at: the whole statement that declares a function, or the member. */
function shownNode({ owner, creations }: UnnamedSite): ts.Node {
  if (owner.kind === 'statement') {
    return ts.findAncestor(creations[0], (at) => ts.isSourceFile(at.parent)) ?? owner.node;
  }
  const { node } = owner;
  const declared =
    ts.isVariableDeclaration(node.parent) && ts.isVariableStatement(node.parent.parent.parent);
  return declared ? node.parent.parent.parent : node;
}

function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}~${count}`;
  });
}

/** The call whose result a node returns from its function, if it does. */
function handedBack(node: ts.Node): ts.CallExpression | undefined {
  const isArrow = ts.isArrowFunction(node) && !ts.isBlock(node.body);
  const value = ts.isReturnStatement(node) ? node.expression : isArrow ? node.body : undefined;
  const awaited = value && ts.isAwaitExpression(value) ? value.expression : value;
  return awaited && ts.isCallExpression(awaited) ? awaited : undefined;
}

/** Calls of a name whose result some function returns, in the order of the text. */
function handedBackIn(
  file: ts.SourceFile,
): { readonly call: ts.CallExpression; readonly name: string }[] {
  const found: { call: ts.CallExpression; name: string }[] = [];
  const visit = (node: ts.Node): void => {
    const call = handedBack(node);
    if (call && ts.isIdentifier(call.expression)) found.push({ call, name: call.expression.text });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const factoryNames = (found: readonly UnnamedSite[]): Set<string> =>
  new Set(found.filter((one) => patternOf(one) === 'factory').map(nameOf));

/**
 * Adds functions that return the result of a factory of the same file, `resnet56 = () => resnet(9)`, and
 * functions that return the result of these.
 */
function withWrappers(direct: readonly UnnamedSite[], file: ts.SourceFile): readonly UnnamedSite[] {
  let factories = factoryNames(direct);
  if (factories.size === 0) return direct;
  const calls = handedBackIn(file);
  const known = new Set<ts.Node>(direct.map(({ owner }) => owner.node));
  const found = [...direct];
  while (factories.size > 0) {
    const wrappers: UnnamedSite[] = [];
    for (const { call } of calls.filter(({ name }) => factories.has(name))) {
      const owner = ownerOf(call);
      const isNew = owner.kind === 'function' && !known.has(owner.node);
      if (!isNew || functionName(owner.node) === undefined) continue;
      known.add(owner.node);
      wrappers.push({ owner, kind: 'model', creations: [call] });
    }
    found.push(...wrappers);
    factories = factoryNames(wrappers);
  }
  return found;
}

/**
 * Drops the models of core variables in a file with layers: there the variables serve the layers or the data.
 */
const withoutIncidental = (found: readonly UnnamedSite[]): UnnamedSite[] => {
  const hasLayers = found.some(({ kind }) => kind === 'model');
  return found.filter(({ kind }) => kind !== 'core' || !hasLayers);
};

/** 1-based position of an offset. */
export function positionAt(file: ts.SourceFile, offset: number): TextPosition {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
}

/** Every model definition of a parsed file, in the order of the text. */
export function locateSites(file: ts.SourceFile): LocatedSite[] {
  const direct = withoutIncidental(groupByOwner(findCreations(file, tensorflowNames(file))));
  const found = withWrappers(direct, file)
    .map((entry) => ({ entry, shown: shownNode(entry) }))
    .sort((a, b) => a.shown.getStart(file) - b.shown.getStart(file));
  const names = uniqueNames(found.map(({ entry }) => nameOf(entry)));
  return found.map(({ entry, shown }, index) => {
    const parameters = entry.owner.kind === 'function' ? parametersOf(entry.owner.node) : [];
    const site: ModelSite = {
      name: names[index] ?? 'model',
      pattern: patternOf(entry),
      framework: 'tfjs',
      range: {
        start: positionAt(file, shown.getStart(file)),
        end: positionAt(file, shown.end),
      },
      parameters,
      needs: parameters.filter((one) => one.default === undefined).map(({ name }) => name),
    };
    return { ...entry, site };
  });
}
