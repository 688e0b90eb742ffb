import ts from 'typescript';
import type { FunctionNode } from '../../../../detection/javascript/owners';
import { namesChangedIn } from '../slice/references';
import { argumentAt, callNodesOf } from './callSites';

type Binding = ts.ParameterDeclaration | ts.BindingElement;

const isBinding = (node: ts.Node): node is Binding =>
  ts.isParameter(node) || ts.isBindingElement(node);

/** Tells whether a function is passed on, or called, where it is written: its values then come from there. */
function isHandedOn({ parent }: ts.Node): boolean {
  return ts.isParenthesizedExpression(parent) ? isHandedOn(parent) : ts.isCallExpression(parent);
}

const keyOf = (name: ts.Node | undefined): string | undefined =>
  name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? name.text : undefined;

/** The property of an object that is written out, or `fallback` if it has none of that name. */
function propertyOf(
  object: ts.Expression | undefined,
  wanted: string | undefined,
  fallback: ts.Expression | undefined,
): ts.Expression | undefined {
  if (!object || !ts.isObjectLiteralExpression(object) || wanted === undefined) return undefined;
  const keys = object.properties.map(({ name }) => keyOf(name));
  if (keys.includes(undefined)) return undefined;
  const property = object.properties[keys.lastIndexOf(wanted)];
  if (!property) return fallback;
  return ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/** The expression that gives one binding of a parameter its value for an argument; absent if it is not known. */
function given(binding: Binding, argument: ts.Expression | undefined): ts.Expression | undefined {
  if (ts.isParameter(binding)) return argument ?? binding.initializer;
  const { parent: pattern, name, propertyName = name, initializer } = binding;
  const isProperty = ts.isObjectBindingPattern(pattern) && !binding.dotDotDotToken;
  if (!isProperty || !isBinding(pattern.parent)) return undefined;
  return propertyOf(given(pattern.parent, argument), keyOf(propertyName), initializer);
}

const isChanged = (binding: Binding, owner: ts.Node, checker: ts.TypeChecker): boolean =>
  namesChangedIn(owner, () => true).some(
    (name) => checker.getSymbolAtLocation(name)?.valueDeclaration === binding,
  );

/**
 * The expressions that may give a parameter of a caller its value: what the calls of that caller in its file
 * pass, else its default. None for a function that the callee stands in, whose own arguments are chosen
 * elsewhere, for the callee itself, and for a parameter that is assigned to.
 */
export function passedOn(
  declaration: ts.Declaration,
  callee: FunctionNode | undefined,
  checker: ts.TypeChecker,
): readonly ts.Expression[] {
  if (!isBinding(declaration)) return [];
  const root = ts.isParameter(declaration)
    ? declaration
    : ts.walkUpBindingElementsAndPatterns(declaration);
  if (!ts.isParameter(root) || root.dotDotDotToken) return [];
  const owner = root.parent as FunctionNode;
  const isAround = callee && ts.findAncestor(callee, (node) => node === owner) !== undefined;
  if (isAround || isHandedOn(owner) || isChanged(declaration, owner, checker)) return [];
  const index = owner.parameters.filter(({ name }) => name.getText() !== 'this').indexOf(root);
  const preset = given(declaration, undefined);
  const passed = callNodesOf(owner, owner.getSourceFile()).flatMap((call) => {
    const argument = argumentAt(call, index);
    const value = argument === 'unknown' ? undefined : given(declaration, argument);
    return value && value === preset ? [] : [value];
  });
  const values = passed.length > 0 ? passed : [preset];
  return values.filter((value) => value !== undefined);
}
