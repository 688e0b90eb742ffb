import ts from 'typescript';
import type { Replacement } from '../../../shared/model/fix';

type Assigned = ts.PropertyAssignment | ts.ShorthandPropertyAssignment;

const nameOf = (property: ts.ObjectLiteralElementLike): string | undefined =>
  property.name && (ts.isIdentifier(property.name) || ts.isStringLiteralLike(property.name))
    ? property.name.text
    : undefined;

/** The property of this name, if the object literal says it in a way that can be read. */
function optionOf(options: ts.ObjectLiteralExpression, name: string): Assigned | undefined {
  return options.properties
    .filter((one) => ts.isPropertyAssignment(one) || ts.isShorthandPropertyAssignment(one))
    .find((one) => nameOf(one) === name);
}

/** The text that is written for an option; `undefined` if there is none. */
export function optionText(options: ts.ObjectLiteralExpression, name: string): string | undefined {
  const option = optionOf(options, name);
  if (!option) return undefined;
  return ts.isPropertyAssignment(option) ? option.initializer.getText() : option.name.text;
}

/** Gives an option of an object literal a value: in its place, or after the last one, written like the others. */
export function setOption(
  options: ts.ObjectLiteralExpression,
  name: string,
  value: string,
): Replacement {
  const option = optionOf(options, name);
  if (option && ts.isPropertyAssignment(option)) {
    return { start: option.initializer.getStart(), end: option.initializer.end, text: value };
  }
  if (option) return { start: option.getStart(), end: option.end, text: `${name}: ${value}` };
  const last = options.properties.at(-1);
  const text = `${name}: ${value}`;
  if (!last) return { start: options.getStart(), end: options.end, text: `{ ${text} }` };
  const { hasTrailingComma } = options.properties;
  const end = hasTrailingComma ? options.properties.end : last.end;
  const separator = hasTrailingComma ? '' : ',';
  const comma = hasTrailingComma ? ',' : '';
  return { start: end, end, text: `${separator}${gapBefore(last)}${text}${comma}` };
}

/** A line of its own, indented alike, if the last option has one; else a space. */
function gapBefore(last: ts.Node): string {
  const before = last.getSourceFile().text.slice(0, last.getStart());
  return /(?:\r?\n)[ \t]*$/.exec(before)?.[0] ?? ' ';
}
