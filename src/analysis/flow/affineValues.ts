import {
  type Affine,
  compose,
  keepsUnitInterval,
  keepsUnitSize,
} from '../../shared/network/affine';
import type { Operation } from '../../shared/network/operation';
import { complementing } from './complementing';
import { NONE } from './lookup';

/** A node's values as scale · base + offset; a tensor of one number has no base. */
export interface AffineValue extends Affine {
  readonly base: number;
}

export const itself = (base: number): AffineValue => ({ base, scale: 1, offset: 0 });
const constant = (offset: number): AffineValue => ({ base: NONE, scale: 0, offset });
const along = (by: Affine, { base, scale, offset }: AffineValue): AffineValue => {
  const result = compose(by, { scale, offset });
  return { base, scale: result.scale, offset: result.offset };
};

/** Effects that leave every entry of a tensor of one number as it is. */
const rearranging: ReadonlySet<string> = new Set(['reshape', 'permute', 'crop', 'slice']);

/**
 * The values of a node in terms of what it scales and shifts; `undefined` if it does anything else.
 * @param inputs those of its producers, gradient or not
 */
export function affineValue(
  operation: Operation,
  inputs: readonly AffineValue[],
): AffineValue | undefined {
  if (operation.type === 'source') {
    return operation.value === undefined ? undefined : constant(operation.value);
  }
  if (operation.type === 'passive') return passedOn(operation, inputs[0]);
  const isPair = operation.type === 'merge' && inputs.length === 2;
  return isPair ? merged(operation.how, inputs) : undefined;
}

function passedOn(
  operation: Extract<Operation, { type: 'passive' }>,
  input: AffineValue | undefined,
): AffineValue | undefined {
  if (operation.effect === 'scale') return operation.by && input && along(operation.by, input);
  if (operation.effect === 'none') return input;
  return input?.base === NONE && rearranging.has(operation.effect) ? input : undefined;
}

/** A tensor and a number that are added, subtracted or multiplied. */
function merged(how: string, [one, other]: readonly AffineValue[]): AffineValue | undefined {
  if (!one || !other || (one.base === NONE) === (other.base === NONE)) return undefined;
  const [number, tensor] = one.base === NONE ? [one.offset, other] : [other.offset, one];
  if (how === 'add') return along({ scale: 1, offset: number }, tensor);
  if (how === 'multiply') return along({ scale: number, offset: 0 }, tensor);
  if (how !== 'subtract') return undefined;
  const by = one.base === NONE ? { scale: -1, offset: number } : { scale: 1, offset: -number };
  return along(by, tensor);
}

/** The operation of a node whose values are known: ones minus a gate bound as 1 − x does. */
export function restated(operation: Operation, value: AffineValue | undefined): Operation {
  if (!value || value.base === NONE || value.offset === 0) return operation;
  if (operation.type === 'merge') return keepsUnitSize(value) ? complementing : operation;
  return operation.type === 'passive' && keepsUnitInterval(value) ? complementing : operation;
}

/** The value that later nodes build on: the order of a merge's operands is not always told, so none goes past. */
export const valueFor = (own: number, operation: Operation, value: AffineValue): AffineValue =>
  operation.type === 'merge' ? itself(own) : value;
