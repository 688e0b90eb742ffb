import type { SyntaxNode } from '@lezer/common';
import { dottedName } from '../imports';
import { pathsOf, type File } from '../moduleClasses';
import { argumentsOf, childrenOf, descendants, textOf } from '../syntax';
import { kernelLayers } from './layerCalls';

/** The expressions of a function that may give a projection its sizes, likeliest first. */
export interface HelperWords {
  readonly from: readonly string[];
  readonly channels: readonly string[];
  readonly strides: readonly string[];
}

/** Beyond these a guess is as good as none. */
const MOST = 2;

/** The names of a function's parameters, without the object of a method. */
export function parameterNames(scope: SyntaxNode, text: string): string[] {
  const list = scope.getChild('ParamList');
  const names = list ? childrenOf(list).filter(isDeclared) : [];
  return names.map((node) => textOf({ text, node }));
}

const isDeclared = ({ name, prevSibling }: SyntaxNode): boolean =>
  name === 'VariableName' && (prevSibling?.name === '(' || prevSibling?.name === ',');

/** The parameters that keep the value that they are called with. */
function keptParameters(scope: SyntaxNode, text: string): ReadonlySet<string> {
  const body = scope.getChild('Body');
  const bound = new Set(
    ['AssignStatement', 'UpdateStatement', 'ForStatement', 'NamedExpression'].flatMap((kind) =>
      body ? descendants(body, kind).flatMap((node) => boundNames(node, text)) : [],
    ),
  );
  return new Set(parameterNames(scope, text).filter((name) => !bound.has(name)));
}

/** The names on the left of an assignment, and before the `in` of a loop. */
function boundNames(node: SyntaxNode, text: string): string[] {
  const children = childrenOf(node);
  const ends = new Set(['AssignOp', 'UpdateOp', 'in']);
  const end = children.map(({ name }) => ends.has(name)).lastIndexOf(true);
  return children
    .slice(0, end)
    .flatMap((one) => descendants(one, 'VariableName'))
    .map((one) => textOf({ text, node: one }));
}

/** A number by its parts: parameters, attributes of `self` or a class, and arithmetic. */
function isArithmetic(node: SyntaxNode, file: File): boolean {
  const { name } = node;
  if (name === 'VariableName' || name === 'Number' || name === 'ArithOp') return true;
  if (name === 'MemberExpression') return dottedName(node, file.text)?.split('.').length === 2;
  if (name === '(' || name === ')') return true;
  const isCompound = name === 'BinaryExpression' || name === 'ParenthesizedExpression';
  return isCompound && childrenOf(node).every((child) => isArithmetic(child, file));
}

interface Passed {
  readonly name: string | undefined;
  readonly index: number;
  readonly text: string;
}

type Role = 'from' | 'channels' | 'strides';

const named: Readonly<Record<Role, RegExp>> = {
  from: /^in_(?:channels|features)$/,
  channels: /^(?:out_channels|out_features|filters|units)$/,
  strides: /^strides?$/,
};
/** The positions of the sizes among the arguments of a kernel layer, if they are not named. */
const places: Readonly<Record<'torch' | 'keras', Readonly<Record<Role, number>>>> = {
  torch: { from: 0, channels: 1, strides: 3 },
  keras: { from: NaN, channels: 0, strides: 2 },
};

/** Tells whether a call makes a kernel layer, or is one of the user's own, which may make one. */
function mayMakeKernel(node: SyntaxNode, file: File): boolean {
  const name = node.firstChild && dottedName(node.firstChild, file.text);
  if (!name) return false;
  const library = pathsOf(name, file).find((path) => /^(?:torch|keras|tensorflow)\b/.test(path));
  return library === undefined
    ? argumentsOf({ text: file.text, node }).length > 1
    : kernelLayers.test(library.slice(library.lastIndexOf('.') + 1));
}

/** The expressions for the sizes of a projection in a function; none where it has no words for them. */
export function helperWords(
  scope: SyntaxNode,
  file: File,
  framework: 'torch' | 'keras',
): HelperWords {
  const { text } = file;
  const kept = keptParameters(scope, text);
  const own = new Set([...kept, parameterNames(scope, text)[0] ?? '']);
  const isUsable = (node: SyntaxNode): boolean => {
    const names = descendants(node, 'VariableName').map((one) => textOf({ text, node: one }));
    const areOwn = names.every((name) => own.has(name) || /^[A-Z]/.test(name));
    return isArithmetic(node, file) && areOwn && names.some((name) => kept.has(name));
  };
  const passed: Passed[] = descendants(scope, 'CallExpression')
    .filter((node) => mayMakeKernel(node, file))
    .flatMap((node) =>
      argumentsOf({ text, node }).flatMap(({ name, value }, index) =>
        isUsable(value) ? [{ name, index, text: textOf({ text, node: value }) }] : [],
      ),
    );
  const of = (role: Role): string[] =>
    passed
      .filter(({ name, index, text: written }) =>
        name === undefined
          ? index === places[framework][role] || (role === 'strides' && /stride/i.test(written))
          : named[role].test(name),
      )
      .map(({ text: written }) => written);
  const distinct = (all: readonly string[]): string[] => [...new Set(all)].slice(0, MOST);
  return {
    from: distinct(of('from')),
    channels: distinct(of('channels').reverse()),
    strides: distinct(of('strides')),
  };
}
