import ts from 'typescript';
import { objectText } from '../../../../detection/javascript/objectProperty';
import type { Json } from '../../../../shared/base/json';
import { ownValue } from '../../../../shared/base/ownValue';
import { literalOf, type Literal } from './literals';

/** The default of a whole object that a function takes apart: `({ layers }: Config = { layers: 24 })`. */
export interface WholeDefault {
  /** Tells whether it may give a property its value. */
  readonly mayGive: (name: string) => boolean;
  readonly expressionOf: (name: string) => ts.Expression | undefined;
  /** The value of a property, if the text tells it. */
  readonly literalOf: (name: string) => Literal;
}

const nothing: WholeDefault = {
  mayGive: () => false,
  expressionOf: () => undefined,
  literalOf: () => undefined,
};

export function wholeDefault(
  { initializer }: ts.ParameterDeclaration,
  checker: ts.TypeChecker,
): WholeDefault {
  if (!initializer) return nothing;
  const { isOpen, properties } = objectText(initializer);
  const whole = literalOf(initializer, checker)?.value;
  const known = isRecord(whole) ? whole : undefined;
  return {
    mayGive: (name) => properties.has(name) || (isOpen && (!known || Object.hasOwn(known, name))),
    expressionOf: (name) => properties.get(name),
    literalOf: (name) => {
      const value = known && ownValue(known, name);
      if (value !== undefined) return { value };
      const expression = properties.get(name);
      return expression && literalOf(expression, checker);
    },
  };
}

const isRecord = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
