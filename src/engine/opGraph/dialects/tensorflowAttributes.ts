import { isObject, listAt, objectAt, textAt } from '../../../shared/base/jsonValues';
import type { Shape } from '../../../shared/network/network';
import type { ProgramNode } from '../program';

/** The whole numbers of a list such as `strides`, which JSON writes as texts. */
export const numbersIn = ({ attributes }: ProgramNode, key: string): number[] =>
  listAt(objectAt(objectAt(attributes, key), 'list'), 'i').map(Number);

/** A whole number, which JSON writes as text; 0 if it is not there. */
export const numberIn = ({ attributes }: ProgramNode, key: string): number =>
  Number(objectAt(attributes, key)?.['i'] ?? 0);

const decoded = (text: unknown): string => Buffer.from(String(text), 'base64').toString('utf8');

export const textIn = ({ attributes }: ProgramNode, key: string): string =>
  decoded(textAt(objectAt(attributes, key), 's') ?? '');
export const textsIn = ({ attributes }: ProgramNode, key: string): string[] =>
  listAt(objectAt(objectAt(attributes, key), 'list'), 's').map(decoded);
export const isSet = ({ attributes }: ProgramNode, key: string): boolean =>
  objectAt(attributes, key)?.['b'] === true;
export const typeIn = ({ attributes }: ProgramNode, key: string): string | undefined =>
  textAt(objectAt(attributes, key), 'type');

/** A shape, in which −1 is unknown. */
export function shapeIn({ attributes }: ProgramNode, key: string): Shape | undefined {
  const holder = objectAt(objectAt(attributes, key), 'shape');
  if (!holder || holder['unknownRank'] === true) return undefined;
  return listAt(holder, 'dim').map((dim) => {
    const size = Number(isObject(dim) ? dim['size'] : NaN);
    return Number.isInteger(size) && size >= 0 ? size : null;
  });
}
