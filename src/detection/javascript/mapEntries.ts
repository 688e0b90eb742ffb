import ts from 'typescript';

/** The place of a value in a map: its key, and the expression whose name the map has, if it has one. */
interface MapEntry {
  readonly key: string;
  /** The creation of a map: its name is that of the place where it is put. */
  readonly map?: ts.Expression;
  /** The name of a map that stands already. */
  readonly name?: string;
}

const keyText = (key: ts.Node | undefined): string | undefined =>
  key && (ts.isStringLiteralLike(key) || ts.isNumericLiteral(key)) ? key.text : undefined;

/** `new Map([…])`, `Object.fromEntries([…])` of a list of entries. */
function mapOf(list: ts.Node): ts.Expression | undefined {
  const { parent } = list;
  const isMap = ts.isNewExpression(parent) && parent.expression.getText() === 'Map';
  const isObject =
    ts.isCallExpression(parent) && parent.expression.getText() === 'Object.fromEntries';
  return (isMap || isObject) && parent.arguments?.[0] === list ? parent : undefined;
}

/** The entry of `new Map([['small', value]])` or `Object.fromEntries([['small', value]])` that a value is. */
function listedEntry(value: ts.Node): MapEntry | undefined {
  const pair = value.parent;
  if (!ts.isArrayLiteralExpression(pair) || pair.elements[1] !== value) return undefined;
  const key = keyText(pair.elements[0]);
  const map = ts.isArrayLiteralExpression(pair.parent) ? mapOf(pair.parent) : undefined;
  return key !== undefined && map ? { key, map } : undefined;
}

/** The entry of `nets.set('small', value)` that a value is, where `nets` is a name. */
function setEntry(value: ts.Node): MapEntry | undefined {
  const call = value.parent;
  if (!ts.isCallExpression(call) || call.arguments[1] !== value) return undefined;
  const { expression } = call;
  const key = keyText(call.arguments[0]);
  const isSet = ts.isPropertyAccessExpression(expression) && expression.name.text === 'set';
  return isSet && key !== undefined && ts.isIdentifier(expression.expression)
    ? { key, name: expression.expression.text }
    : undefined;
}

/** The entry of a map that a value is. */
export const entryOf = (value: ts.Node): MapEntry | undefined =>
  listedEntry(value) ?? setEntry(value);
