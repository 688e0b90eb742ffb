import type { SyntaxNode } from '@lezer/common';
import { dottedName } from '../imports';
import { pathsOf, type File } from '../moduleClasses';
import { argumentsOf, childrenOf, descendants, textOf } from '../syntax';
import { layerAt } from './layerCalls';

/** An operation on two tensors that must have one shape. */
export interface Join {
  readonly node: SyntaxNode;
  /** The tensors that it takes, in its order; `undefined` for one that no call can be put around. */
  readonly operands: readonly [SyntaxNode | undefined, SyntaxNode];
}

/** Layers of Keras whose branches must have one shape. */
const elementwiseLayers = /^(?:add|average|maximum|minimum|multiply|subtract)$/i;
const elementwiseFunctions =
  /^(?:torch|tensorflow|(?:tensorflow\.)?keras\.ops)\.(?:add|sub|subtract)$/;

/** `a + b` */
function binary(node: SyntaxNode, { text }: File): Join | undefined {
  const [a, operator, b, ...more] = childrenOf(node);
  if (!a || !operator || !b || more.length > 0) return undefined;
  const isElementwise = /^[+-]$/.test(textOf({ text, node: operator }));
  return isElementwise ? { node, operands: [a, b] } : undefined;
}

/** `a += b` */
function update(node: SyntaxNode, { text }: File): Join | undefined {
  const [, operator, b, ...more] = childrenOf(node);
  if (!operator || !b || more.length > 0) return undefined;
  const isElementwise = /^[+-]=$/.test(textOf({ text, node: operator }));
  return isElementwise ? { node, operands: [undefined, b] } : undefined;
}

const isFunction = (callee: SyntaxNode | null, file: File): boolean => {
  const name = callee && dottedName(callee, file.text);
  return !!name && pathsOf(name, file).some((path) => elementwiseFunctions.test(path));
};

/** The branches of `f(a, b)` and `layer([a, b])`. */
function branchesOf(node: SyntaxNode, file: File): SyntaxNode[] {
  const given = argumentsOf({ text: file.text, node });
  if (given.some(({ name }) => name !== undefined)) return [];
  const values = given.map(({ value }) => value);
  if (isFunction(node.firstChild, file)) return values;
  const [list, ...more] = values;
  if (list?.name !== 'ArrayExpression' || more.length > 0) return [];
  const kind = layerAt(file, node.from)?.kind ?? '';
  const isElementwise = elementwiseLayers.test(kind);
  return isElementwise ? childrenOf(list).filter(({ name }) => !/^[[\],]$/.test(name)) : [];
}

/** `torch.add(a, b)`, `ops.add(a, b)`, `layers.Add()([a, b])` and `self.add([a, b])` */
function call(node: SyntaxNode, file: File): Join | undefined {
  const [a, b, ...more] = branchesOf(node, file);
  return a && b && more.length === 0 ? { node, operands: [a, b] } : undefined;
}

const readers = { BinaryExpression: binary, UpdateStatement: update, CallExpression: call };

/** The only join that starts at an offset; `undefined` if that is not certain. */
export function joinAt(file: File, offset: number): Join | undefined {
  const found = Object.entries(readers).flatMap(([kind, read]) =>
    descendants(file.script, kind)
      .filter(({ from }) => from === offset)
      .map((node) => read(node, file))
      .filter((join) => join !== undefined),
  );
  return found.length === 1 ? found[0] : undefined;
}
