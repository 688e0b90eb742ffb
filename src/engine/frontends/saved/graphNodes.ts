import * as l10n from '@vscode/l10n';
import { Failure } from '../../../shared/base/failures';
import type { Shape } from '../../../shared/network/network';
import { isObject, listAt, objectAt, textAt, type JsonObject } from './jsonValues';

/** Output `output` of the node of this name. */
export interface NodeRef {
  readonly node: string;
  readonly output: number;
}

/** One node of a frozen program. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly NodeRef[];
  readonly attributes: JsonObject;
}

/** `^name` only orders two nodes; `name:1` is the second output of a node. */
function refOf(text: string): NodeRef[] {
  if (text.startsWith('^')) return [];
  const [node = '', output = '0'] = text.split(':');
  return [{ node, output: Number(output) || 0 }];
}

function nodeOf(value: unknown): GraphNode[] {
  const [name, op] = [textAt(value, 'name'), textAt(value, 'op')];
  if (name === undefined || op === undefined) return [];
  const inputs = listAt(value, 'input').map(String).flatMap(refOf);
  return [{ name, op, inputs, attributes: objectAt(value, 'attr') ?? {} }];
}

export const nodesOf = (topology: JsonObject): GraphNode[] =>
  listAt(topology, 'node').flatMap(nodeOf);

/** Whole numbers of an attribute such as `strides`, which JSON writes as texts. */
export function numbersIn({ attributes }: GraphNode, key: string): number[] {
  const list = objectAt(objectAt(attributes, key), 'list');
  return listAt(list, 'i').map(Number);
}

const decoded = (text: unknown): string => Buffer.from(String(text), 'base64').toString('utf8');

export const textIn = ({ attributes }: GraphNode, key: string): string =>
  decoded(textAt(objectAt(attributes, key), 's') ?? '');
export const textsIn = ({ attributes }: GraphNode, key: string): string[] =>
  listAt(objectAt(objectAt(attributes, key), 'list'), 's').map(decoded);
export const isSet = ({ attributes }: GraphNode, key: string): boolean =>
  objectAt(attributes, key)?.['b'] === true;

/** A shape as the format writes it: −1 is unknown. */
export function shapeIn(holder: unknown): Shape | undefined {
  if (!isObject(holder) || holder['unknownRank'] === true) return undefined;
  return listAt(holder, 'dim').map((dim) => {
    const size = Number(isObject(dim) ? dim['size'] : NaN);
    return Number.isInteger(size) && size >= 0 ? size : null;
  });
}

/** Producers before consumers, and only what the outputs need. Throws a `Failure` where nodes wait for themselves. */
export function inOrder(
  outputs: readonly string[],
  inputsOf: (name: string) => readonly string[],
): string[] {
  const done = new Set<string>();
  const open = new Set<string>();
  const stack = [...outputs].reverse();
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    const missing = done.has(name) ? [] : inputsOf(name).filter((input) => !done.has(input));
    if (missing.length === 0) {
      done.add(name);
      stack.pop();
      continue;
    }
    const circle = missing.find((input) => open.has(input)) ?? (open.has(name) ? name : undefined);
    if (circle !== undefined)
      throw new Failure('unbuildable', l10n.t('node {0} is part of a loop', circle));
    open.add(name);
    stack.push(...[...missing].reverse());
  }
  return [...done];
}
