import ts from 'typescript';

/** The properties of an object, as far as its text tells them. */
interface ObjectText {
  /** Other properties may be in it too: it spreads another, or computes a key. */
  readonly isOpen: boolean;
  readonly properties: ReadonlyMap<string, ts.Expression>;
}

/** The properties of an object that is written out; all else may hold any, and shows none. */
export function objectText(expression: ts.Expression): ObjectText {
  if (!ts.isObjectLiteralExpression(expression)) return { isOpen: true, properties: new Map() };
  const properties = new Map<string, ts.Expression>();
  let isOpen = false;
  for (const property of expression.properties) {
    const { name } = property;
    const isNamed = name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name));
    if (isNamed && ts.isPropertyAssignment(property))
      properties.set(name.text, property.initializer);
    else if (ts.isShorthandPropertyAssignment(property)) {
      properties.set(property.name.text, property.name);
    } else isOpen = true;
  }
  return { isOpen, properties };
}
