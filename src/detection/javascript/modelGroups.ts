import ts from 'typescript';
import type { Creation, CreationKind } from './creations';
import { ownerOf, type FunctionNode, type Owner } from './owners';
import { valueName } from './valueName';
import { isWrapper } from './wrappers';

/** The expressions that make one model: those that a function or the file keeps under one name. */
export interface ModelGroup {
  readonly owner: Owner;
  readonly kind: CreationKind;
  /** The variable or property that holds the model, if there is one. */
  readonly variable?: string;
  readonly creations: readonly Creation['node'][];
  /** It goes by its variable, beside other models of the same function. */
  readonly isMember: boolean;
  /** Its owner makes other models too. */
  readonly isOneOfMany: boolean;
}

type Group = Omit<ModelGroup, 'isMember' | 'isOneOfMany'>;

/** The name of a whole file, or a function, that is one model of core operations. */
const CORE = 'core';

/** Expressions that a function returns itself, not through functions inside it. */
export function returned(node: FunctionNode): ts.Expression[] {
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

/**
 * The owner of core variables: the whole file, if any of them stands at its top level (code that uses
 * them may stand anywhere in it), else their function.
 */
function coreOwner(creations: readonly Creation[]): Owner | undefined {
  const owners = creations.filter(({ kind }) => kind === 'core').map(({ node }) => ownerOf(node));
  return owners.find(({ kind }) => kind === 'statement');
}

/** Top-level models are told apart by their variable alone, wherever their statements stand. */
const keyOf = ({ owner, variable }: Group): string =>
  owner.kind === 'statement' && variable !== undefined
    ? `file ${variable}`
    : `${owner.node.pos} ${variable ?? ''}`;

function asGroup({ kind, node }: Creation, ofFile: Owner | undefined): Group {
  const isOfFile = kind === 'core' && ofFile;
  const owner = isOfFile ? ofFile : ownerOf(node);
  const variable = isOfFile ? CORE : kind === 'core' ? undefined : valueName(node);
  return { owner, kind, creations: [node], ...(variable !== undefined && { variable }) };
}

/** Joins the creations of one name; if it holds a built model, loading one is another way to the same. */
function byName(creations: readonly Creation[]): Group[] {
  const groups = new Map<string, Group>();
  const ofFile = coreOwner(creations);
  for (const creation of creations) {
    const next = asGroup(creation, ofFile);
    const key = keyOf(next);
    const known = groups.get(key);
    if (known?.kind === next.kind) {
      groups.set(key, { ...known, creations: [...known.creations, ...next.creations] });
    } else if (!known || known.kind !== 'model') groups.set(key, next);
  }
  return [...groups.values()];
}

const unwrapped = (node: ts.Expression): ts.Expression =>
  ts.isAwaitExpression(node) || isWrapper(node) ? unwrapped(node.expression) : node;

/** Tells a use of a name that makes the model a part of another: applied, joined, or read for its tensors. */
function isPartUse(node: ts.Identifier, others: ReadonlySet<ts.Node>): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    return /^(?:apply|inputs?|outputs?|layers|getLayer|add|summary|trainable|name)$/.test(
      parent.name.text,
    );
  }
  const isAdded =
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    parent.expression.name.text === 'add';
  return isAdded || ts.findAncestor(node, (at) => others.has(at)) !== undefined;
}

const namesItself = ({ parent }: ts.Identifier): boolean =>
  ts.isVariableDeclaration(parent) ||
  ts.isBindingElement(parent) ||
  (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken);

/** Tells a model that its function uses within another model only, and hands to nobody. */
function isOnlyPart({ variable, owner }: Group, others: ReadonlySet<ts.Node>): boolean {
  if (variable === undefined || !/^[\w$]+$/.test(variable)) return false;
  const uses: ts.Identifier[] = [];
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && at.text === variable && !namesProperty(at)) uses.push(at);
    ts.forEachChild(at, visit);
  };
  visit(owner.node);
  const [parts, rest] = [true, false].map((wanted) =>
    uses.filter((use) => isPartUse(use, others) === wanted),
  ) as [ts.Identifier[], ts.Identifier[]];
  const isHandedOut = rest.some((use) => !(namesItself(use) && isTarget(use)));
  return !isHandedOut && parts.some((use) => !isMaking(use));
}

const namesProperty = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node);

/** `model.add(…)` makes the model itself. */
const isMaking = ({ parent }: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(parent) && /^(?:add|summary)$/.test(parent.name.text);

const isTarget = (node: ts.Identifier): boolean =>
  ts.isBinaryExpression(node.parent)
    ? node.parent.left === node
    : (node.parent as ts.VariableDeclaration).name === node || ts.isBindingElement(node.parent);

/** The variable of the only model that a function returns as it is; `null` for one without a variable. */
function mainVariable(node: FunctionNode, groups: readonly Group[]): string | null | undefined {
  if (groups.some(({ variable }) => variable === undefined)) return null;
  const names = new Set(
    returned(node)
      .map(unwrapped)
      .flatMap((one) => groups.find((group) => isModel(one, group))?.variable ?? []),
  );
  return names.size === 1 ? [...names][0] : undefined;
}

const isModel = (node: ts.Expression, { variable, creations }: Group): boolean =>
  creations.some((made) => made === node) || (ts.isIdentifier(node) && node.text === variable);

/** The models of one function, each for itself. */
function ofFunction(node: FunctionNode, all: readonly Group[]): ModelGroup[] {
  const models = all.filter(({ kind }) => kind === 'model');
  const among = models.length > 0 ? models : all;
  const creations = (but: Group): Set<ts.Node> =>
    new Set(among.flatMap((one) => (one === but ? [] : one.creations)));
  const own = among.filter((one) => !isOnlyPart(one, creations(one)));
  const groups = own.length > 0 ? own : among;
  const isOneOfMany = groups.length > 1;
  const main = isOneOfMany ? mainVariable(node, groups) : undefined;
  return groups.map((group) => ({
    ...group,
    isOneOfMany,
    isMember: isOneOfMany && group.variable !== (main ?? undefined),
  }));
}

/** The models of a file, in the order in which their owners first make one. */
export function groupModels(creations: readonly Creation[]): ModelGroup[] {
  const groups = byName(creations);
  const ofFile = groups.filter(({ owner }) => owner.kind === 'statement');
  const functions = new Map<FunctionNode, Group[]>();
  for (const group of groups) {
    if (group.owner.kind === 'statement') continue;
    functions.set(group.owner.node, [...(functions.get(group.owner.node) ?? []), group]);
  }
  return [
    ...ofFile.map((group) => ({ ...group, isMember: false, isOneOfMany: ofFile.length > 1 })),
    ...[...functions].flatMap(([node, all]) => ofFunction(node, all)),
  ];
}
