import ts from 'typescript';
import { findCreations, type Creation, type CreationKind } from './creations';
import { handedBackIn } from './handedBack';
import { groupModels, returned, type ModelGroup } from './modelGroups';
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
  /** The variable that holds the model, if there is one. */
  readonly variable?: string;
  readonly creations: readonly Creation['node'][];
  /** Its owner makes other models too: this one is identified by the place where it is made. */
  readonly isOneOfMany: boolean;
  /** It goes by its variable, beside other models of the same function. */
  readonly isMember: boolean;
}

const mentions = (node: ts.Node, wanted: (at: ts.Node) => boolean): boolean =>
  wanted(node) || ts.forEachChild(node, (child) => mentions(child, wanted)) === true;

function returnsModel(node: FunctionNode, { creations, variable }: ModelGroup): boolean {
  return returned(node).some((expression) =>
    mentions(
      expression,
      (at) =>
        creations.some((made) => made === at) || (ts.isIdentifier(at) && at.text === variable),
    ),
  );
}

function patternOf(found: ModelGroup): SitePattern {
  const { owner, kind } = found;
  if (kind !== 'model') return kind;
  if (owner.kind === 'statement') return 'topLevel';
  if (isMember(owner.node)) return 'method';
  return returnsModel(owner.node, found) ? 'factory' : 'local';
}

const ownerName = (node: FunctionNode): string | undefined =>
  [node, ...functionsAround(node)].map(functionName).find((name) => name !== undefined);

/** One of many models of a function is named after both, `both.first`; the one it returns after the function. */
const nameOf = ({ owner, variable, isMember: isPart }: ModelGroup): string => {
  if (owner.kind === 'statement') return variable ?? 'default';
  const own = ownerName(owner.node);
  if (isPart && variable !== undefined) return own === undefined ? variable : `${own}.${variable}`;
  return own ?? variable ?? 'model';
};

/** The node that the CodeLens stands at: the whole statement that declares a function, or the member. */
function shownNode({ owner, creations, isMember: isPart }: ModelGroup): ts.Node {
  const [first] = creations;
  if (isPart && first) return ts.findAncestor(first, ts.isStatement) ?? first;
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

const factoryNames = (found: readonly ModelGroup[]): Set<string> =>
  new Set(found.filter((one) => !one.isMember && patternOf(one) === 'factory').map(nameOf));

/**
 * Adds functions that return the result of a factory of the same file, `resnet56 = () => resnet(9)`, and
 * functions that return the result of these.
 */
function withWrappers(direct: readonly ModelGroup[], file: ts.SourceFile): readonly ModelGroup[] {
  let factories = factoryNames(direct);
  if (factories.size === 0) return direct;
  const calls = handedBackIn(file);
  const known = new Set<ts.Node>(direct.map(({ owner }) => owner.node));
  const found = [...direct];
  while (factories.size > 0) {
    const wrappers: ModelGroup[] = [];
    for (const { call, variable } of calls.filter(({ name }) => factories.has(name))) {
      const owner = ownerOf(call);
      const isNew = owner.kind === 'function' && !known.has(owner.node);
      if (!isNew || functionName(owner.node) === undefined) continue;
      known.add(owner.node);
      wrappers.push({
        owner,
        kind: 'model',
        creations: [call],
        ...(variable !== undefined && { variable }),
        isMember: false,
        isOneOfMany: false,
      });
    }
    found.push(...wrappers);
    factories = factoryNames(wrappers);
  }
  return found;
}

/**
 * Drops the models of core variables in a file with layers: there the variables serve the layers or the data.
 */
const withoutIncidental = (found: readonly ModelGroup[]): ModelGroup[] => {
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
  const direct = withoutIncidental(groupModels(findCreations(file, tensorflowNames(file))));
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
