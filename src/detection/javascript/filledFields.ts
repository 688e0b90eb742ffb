import ts from 'typescript';
import { isWrapper } from './wrappers';

/** A method of a class that makes or changes what its fields hold, with its name. */
interface Method {
  readonly name: string;
  readonly node: ts.FunctionLikeDeclaration;
}

const withoutWrappers = (node: ts.Node): ts.Node =>
  isWrapper(node.parent) ? withoutWrappers(node.parent) : node;

/** `tf.sequential()`, `new tf.Sequential({ name: 'net' })`: a network without layers so far. */
const isEmptyNetwork = (node: ts.Node): boolean =>
  (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
  /(?:^|\.)[sS]equential$/.test(node.expression.getText()) &&
  !(node.arguments ?? []).some((argument) => /\blayers\b|^[\w$.]+$/.test(argument.getText()));

/** The name of the field that a value becomes: `model = …` in a class, `this.model = …` in its constructor. */
function fieldName(value: ts.Node): string | undefined {
  const { parent } = value;
  if (ts.isPropertyDeclaration(parent)) return isStatic(parent) ? undefined : parent.name.getText();
  const isPut = ts.isBinaryExpression(parent) && parent.right === value;
  if (!isPut || !isOfThis(parent.left)) return undefined;
  const maker = ts.findAncestor(parent, ts.isFunctionLike);
  return maker && ts.isConstructorDeclaration(maker) ? parent.left.name.getText() : undefined;
}

const isStatic = (node: ts.HasModifiers): boolean =>
  ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;

const isOfThis = (node: ts.Node): node is ts.PropertyAccessExpression =>
  ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;

const some = (node: ts.Node, wanted: (at: ts.Node) => boolean): boolean =>
  wanted(node) || ts.forEachChild(node, (child) => some(child, wanted)) === true;

/** The methods of a class that an instance has, functions in fields among them. */
function methodsOf({ members }: ts.ClassLikeDeclaration): Method[] {
  return members.flatMap((member): Method[] => {
    if (ts.isMethodDeclaration(member) && member.body && !isStatic(member))
      return [{ name: member.name.getText(), node: member }];
    if (!ts.isPropertyDeclaration(member) || isStatic(member)) return [];
    const { initializer, name } = member;
    const isFunction =
      initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
    return isFunction ? [{ name: name.getText(), node: initializer }] : [];
  });
}

/** `this.model.add(…)`, also through a variable that holds the field. */
const addsTo = (root: ts.Node, field: string): boolean => {
  const isHolder = (at: ts.Node, name: string): boolean =>
    ts.isVariableDeclaration(at) &&
    at.name.getText() === name &&
    at.initializer?.getText() === `this.${field}`;
  return some(root, (at) => {
    if (!ts.isPropertyAccessExpression(at) || at.name.text !== 'add') return false;
    const owner = at.expression.getText().replace(/[!?]$/, '');
    return owner === `this.${field}` || some(root, (other) => isHolder(other, owner));
  });
};

const calls = (root: ts.Node, methods: readonly Method[]): boolean =>
  some(
    root,
    (at) =>
      ts.isCallExpression(at) &&
      isOfThis(at.expression) &&
      methods.some(({ name }) => name === (at.expression as ts.PropertyAccessExpression).name.text),
  );

/** The methods that add layers to a field, themselves or by those that they call. */
function fillersOf(field: string, methods: readonly Method[]): Method[] {
  let found = methods.filter(({ node }) => addsTo(node, field));
  for (let size = -1; size !== found.length;) {
    size = found.length;
    found = methods.filter((one) => found.includes(one) || calls(one.node, found));
  }
  return found;
}

/**
 * The method that adds the layers to a network which its class makes empty; `undefined` if the constructor adds
 * them, or nothing does. The outermost one is meant if methods call each other.
 */
export function fillerOf(creation: ts.Node): ts.FunctionLikeDeclaration | undefined {
  const field = isEmptyNetwork(creation) ? fieldName(withoutWrappers(creation)) : undefined;
  const around = field === undefined ? undefined : ts.findAncestor(creation, ts.isClassLike);
  if (field === undefined || !around) return undefined;
  const fillers = fillersOf(field, methodsOf(around));
  const maker = around.members.find(ts.isConstructorDeclaration);
  if (maker && (addsTo(maker, field) || calls(maker, fillers))) return undefined;
  const isInner = (one: Method): boolean =>
    fillers.some((other) => other !== one && calls(other.node, [one]));
  return (fillers.find((one) => !isInner(one)) ?? fillers[0])?.node;
}
