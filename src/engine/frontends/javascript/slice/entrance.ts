import ts from 'typescript';
import { functionsAround, type FunctionNode } from '../../../../detection/javascript/owners';
import type { Container } from './containers';
import type { EditedText } from './editedText';

/** The name by which a slice reaches the builder; see `Entrances`. */
export const HOOK = '__skipscope';

/** The statement of a container that holds a node. */
export const statementIn = (node: ts.Node, container: Container): ts.Statement | undefined =>
  ts.findAncestor(node, (at) => at.parent === container) as ts.Statement | undefined;

/** Functions that must be entered to reach one, outermost first, itself last. */
export const pathTo = (node: FunctionNode): FunctionNode[] => [
  ...functionsAround(node).reverse(),
  node,
];

const kept = (keeper: string, key: string, isStatic: boolean): string =>
  `${keeper}, ${key}, ${isStatic}`;

const isStatic = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);

/** The class or the object that a function is reached through. */
interface Member {
  readonly keeper: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression;
  readonly element: ts.Node;
  /** The expression of its key. */
  readonly key: string;
  /** Only the class itself can reach it. */
  readonly isPrivate: boolean;
}

/** The expression of the key of a member; a constructor has no name. */
function keyOf(name: ts.DeclarationName | undefined): string {
  if (!name) return JSON.stringify('constructor');
  if (ts.isComputedPropertyName(name)) return name.expression.getText();
  if (ts.isPrivateIdentifier(name)) return `(owner) => owner.${name.text}`;
  const text = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
  return JSON.stringify(text);
}

function memberOf(node: FunctionNode): Member | undefined {
  const element =
    ts.isPropertyAssignment(node.parent) || ts.isPropertyDeclaration(node.parent)
      ? node.parent
      : node;
  const keeper = element.parent;
  if (!ts.isClassLike(keeper) && !ts.isObjectLiteralExpression(keeper)) return undefined;
  const { name } = element as ts.NamedDeclaration;
  const isPrivate = name !== undefined && ts.isPrivateIdentifier(name);
  return { keeper, element, key: keyOf(name), isPrivate };
}

/** The class whose instance a function needs as `this`, if it needs one. */
export function classOf(node: FunctionNode): ts.ClassLikeDeclaration | undefined {
  const member = memberOf(node);
  return member && ts.isClassLike(member.keeper) && !isStatic(member.element)
    ? member.keeper
    : undefined;
}

function enterMember(member: Member, after: number, edit: EditedText): void {
  const { keeper, element, key, isPrivate } = member;
  const fixed = ts.isObjectLiteralExpression(keeper) || isStatic(element);
  if (isPrivate) {
    edit.insert(keeper.end - 1, `static { ${HOOK}.member(${kept('this', key, fixed)}); }`);
    return;
  }
  if (ts.isClassDeclaration(keeper) && keeper.name) {
    edit.insert(after, `;${HOOK}.member(${kept(keeper.name.text, key, fixed)});`);
    return;
  }
  edit.insert(classStart(keeper), `${HOOK}.member(`);
  edit.insert(keeper.end, `, ${key}, ${fixed})`);
}

/** The start of a class without its `export default`. */
const classStart = (keeper: Member['keeper']): number =>
  keeper
    .getChildren()
    .find(({ kind }) => kind === ts.SyntaxKind.ClassKeyword)
    ?.getStart() ?? keeper.getStart();

/** `Net.prototype.build = function …`, `exports.build = …`: reached where it was put. */
function enterAssigned(target: ts.Expression, after: number, edit: EditedText): void {
  if (!ts.isPropertyAccessExpression(target) || target.getText() === 'module.exports') {
    edit.insert(after, `;${HOOK}.enter(${target.getText()});`);
    return;
  }
  const keeper = target.expression.getText();
  const owner = keeper.replace(/\.prototype$/, '');
  edit.insert(
    after,
    `;${HOOK}.member(${kept(owner, JSON.stringify(target.name.text), owner === keeper)});`,
  );
}

const makesItsObject = (node: ts.Node): boolean =>
  ts.isCallExpression(node) || ts.forEachChild(node, makesItsObject) === true;

/** The expression by which the rest of its block can call a function, if it has such a name. */
function ownName(node: FunctionNode, statement: ts.Statement): string | undefined {
  if (node === (statement as ts.Node)) return (node as ts.FunctionDeclaration).name?.text;
  const { parent } = node;
  const declared =
    ts.isVariableDeclaration(parent) &&
    ts.isIdentifier(parent.name) &&
    parent.parent.parent === statement;
  return declared ? parent.name.getText() : undefined;
}

/** The start of a function without its `export default`. */
function expressionStart(node: FunctionNode): number {
  const words = [ts.SyntaxKind.AsyncKeyword, ts.SyntaxKind.FunctionKeyword];
  if (!ts.isFunctionDeclaration(node)) return node.getStart();
  const tokens = node.getChildren().flatMap((child) => [child, ...child.getChildren()]);
  return (tokens.find(({ kind }) => words.includes(kind)) ?? node).getStart();
}

/** Hands a function over where it is written. */
function enterInPlace(node: FunctionNode, edit: EditedText): void {
  edit.insert(node.getStart(), `${HOOK}.enter(`);
  edit.insert(node.end, ')');
}

/** The variable whose value is made around a function: `const App = (function () { … })()`. */
const variableAround = (
  node: FunctionNode,
  statement: ts.Statement | undefined,
): ts.VariableDeclaration | undefined => {
  const holds = (at: ts.Node): at is ts.VariableDeclaration =>
    ts.isVariableDeclaration(at) && at.parent.parent === statement && at.initializer !== undefined;
  return ts.findAncestor(node, holds);
};

/** A variable keeps its name and gets an absent value: the function is called later, from outside. */
function enterInVariable(
  node: FunctionNode,
  { name, initializer }: ts.VariableDeclaration,
  edit: EditedText,
): void {
  if (!initializer) return;
  edit.blank(initializer.getStart(), node.getStart());
  edit.insert(node.getStart(), `(${HOOK}.enter(`);
  edit.blank(node.end, initializer.end);
  edit.insert(node.end, `), ${HOOK}.absent(${JSON.stringify(name.getText())}))`);
}

/** Reduces a statement to one function, and hands that over. */
function enterAlone(
  node: FunctionNode,
  statement: ts.Statement | undefined,
  edit: EditedText,
): void {
  const first = expressionStart(node);
  if (statement) {
    edit.blank(statement.getStart(), first);
    edit.blank(node.end, statement.end);
  }
  edit.insert(first, `${statement ? ';' : ''}${HOOK}.enter(`);
  edit.insert(node.end, statement ? ');' : ')');
}

/** Enters a function through its name, its class or object, or the target that it is put on, if it has one. */
function enterNamed(
  node: FunctionNode,
  statement: ts.Statement | undefined,
  edit: EditedText,
): boolean {
  const member = memberOf(node);
  if (member && (statement || !ts.isClassDeclaration(member.keeper))) {
    enterMember(member, statement?.end ?? 0, edit);
    return true;
  }
  if (!statement) return false;
  const name = ownName(node, statement);
  if (name === undefined) return enterTarget(node, statement, edit);
  edit.insert(statement.end, `;${HOOK}.enter(${name});`);
  return true;
}

/** Enters a function through what it is put on, if it is. */
function enterTarget(node: FunctionNode, statement: ts.Statement, edit: EditedText): boolean {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return false;
  // `find('#go').onclick = …` finds another object each time.
  if (makesItsObject(parent.left)) enterInPlace(node, edit);
  else enterAssigned(parent.left, statement.end, edit);
  return true;
}

/**
 * Edits the statement that holds a function; running its block then hands the function over. Returns the part
 * of the statement that stays: all of it, or the function alone.
 */
export function makeEntrance(
  node: FunctionNode,
  statement: ts.Statement | undefined,
  edit: EditedText,
): ts.Node {
  if (enterNamed(node, statement, edit)) return statement ?? node;
  const variable = variableAround(node, statement);
  if (variable) enterInVariable(node, variable, edit);
  else enterAlone(node, statement, edit);
  return node;
}
