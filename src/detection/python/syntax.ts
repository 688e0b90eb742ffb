import type { SyntaxNode } from '@lezer/common';

/** A text and a node of its syntax tree. */
export interface Syntax {
  readonly text: string;
  readonly node: SyntaxNode;
}

export const textOf = ({ text, node }: Syntax): string => text.slice(node.from, node.to);

/** The children of a node, in the order of the text. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** Statements that hold others and run them where they stand. */
const transparent: ReadonlySet<string> = new Set([
  'IfStatement',
  'TryStatement',
  'WithStatement',
  'ForStatement',
  'WhileStatement',
  'MatchStatement',
  'MatchBody',
  'MatchClause',
  'Body',
]);

/** The definition inside its decorators, or the statement itself. */
const undecorated = (node: SyntaxNode): SyntaxNode =>
  node.name === 'DecoratedStatement'
    ? (node.getChild('ClassDefinition') ?? node.getChild('FunctionDefinition') ?? node)
    : node;

/** Every statement of a body, those inside `if`, `try`, `with` and loops included, definitions undecorated. */
export const statementsOf = (body: SyntaxNode): SyntaxNode[] =>
  childrenOf(body).flatMap((child) =>
    transparent.has(child.name)
      ? [child, ...statementsOf(child)]
      : child.name.endsWith('Statement') || child.name.endsWith('Definition')
        ? [undecorated(child)]
        : [],
  );

/** The name that a class or function definition declares. */
export const declaredName = ({ text, node }: Syntax): string | undefined => {
  const name = node.getChild('VariableName');
  return name ? text.slice(name.from, name.to) : undefined;
};

/** The arguments of a call or of a class's bases, with the name of those that are given by name. */
export function argumentsOf({
  text,
  node,
}: Syntax): { readonly name?: string; readonly value: SyntaxNode }[] {
  const list = node.getChild('ArgList');
  if (!list) return [];
  const found: { name?: string; value: SyntaxNode }[] = [];
  for (const child of childrenOf(list)) {
    if (child.name === '(' || child.name === ')' || child.name === ',') continue;
    const before = child.prevSibling;
    if (child.name === 'AssignOp') continue;
    if (before?.name === 'AssignOp' && before.prevSibling) {
      found.pop();
      const name = text.slice(before.prevSibling.from, before.prevSibling.to);
      found.push({ name, value: child });
    } else found.push({ value: child });
  }
  return found;
}

/** All nodes of one name at and below a node, in the order of the text. */
export function descendants(node: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  node.cursor().iterate((at) => {
    if (at.name === name) found.push(at.node);
  });
  return found;
}
