import ts from 'typescript';

const textOf = (node: ts.Node): string => node.getText().replace(/\s+/g, ' ');

/** The expression that an object's property, or a number in its list, is written as. */
const isSize = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent);

/**
 * Every place where a file writes an option of a layer, or an extent of a shape, as this expression:
 * `xs.shape[1]` in `inputShape: [xs.shape[1]]`.
 */
export function sizeExpressions(tree: ts.Node, text: string): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    const isNamed = ts.isExpression(node) && isSize(node) && textOf(node) === text;
    const isKey = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
    if (isNamed && !isKey) found.push(node);
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return found;
}

/** The expression of an option in the first argument of a call, or of one number in the list that it holds. */
export function optionExpression(
  call: ts.CallExpression | ts.NewExpression,
  option: string,
  index: number | undefined,
): ts.Expression | undefined {
  const [options] = call.arguments ?? [];
  if (!options || !ts.isObjectLiteralExpression(options)) return undefined;
  const property = options.properties.find(({ name }) => name?.getText() === option);
  if (!property || !ts.isPropertyAssignment(property)) return undefined;
  const { initializer } = property;
  if (index === undefined) return initializer;
  return ts.isArrayLiteralExpression(initializer) ? initializer.elements[index] : undefined;
}

export const sizeText = textOf;
