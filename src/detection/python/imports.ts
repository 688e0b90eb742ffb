import type { SyntaxNode } from '@lezer/common';
import { childrenOf, statementsOf, textOf } from './syntax';

/** The full dotted path of every name that a file imports: `nn` → `torch.nn`, `Net` → `.models.Net`. */
export type Imports = ReadonlyMap<string, string>;

/** The names of one import statement: `(a as b, c)` is `[['a', 'b'], ['c', undefined]]`. */
function importedNames(
  tokens: readonly SyntaxNode[],
  text: string,
): [string, string | undefined][] {
  const found: [string, string | undefined][] = [];
  let path = '';
  let alias: string | undefined;
  let takesAlias = false;
  const finish = (): void => {
    if (path !== '') found.push([path, alias]);
    path = '';
    alias = undefined;
    takesAlias = false;
  };
  for (const token of tokens) {
    if (token.name === ',') finish();
    else if (token.name === 'as') takesAlias = true;
    else if (token.name === 'VariableName' && takesAlias) alias = textOf({ text, node: token });
    else if (token.name === 'VariableName' || token.name === '.')
      path += textOf({ text, node: token });
  }
  finish();
  return found;
}

function namesOf(statement: SyntaxNode, text: string): [string, string][] {
  const tokens = childrenOf(statement);
  const from = tokens[0]?.name === 'from';
  const split = tokens.findIndex(({ name }) => name === 'import');
  const names = importedNames(tokens.slice(split + 1), text);
  if (!from) {
    // `import torch.nn` binds `torch`.
    return names.map(([path, alias]) => {
      const top = path.split('.')[0] ?? path;
      return alias === undefined ? [top, top] : [alias, path];
    });
  }
  const package_ = tokens
    .slice(1, split)
    .map((node) => textOf({ text, node }))
    .join('');
  const separator = package_.endsWith('.') ? '' : '.';
  return names.map(([name, alias]) => [alias ?? name, `${package_}${separator}${name}`]);
}

/** The names that the import statements of a file bind, wherever they stand. */
export function importsOf(statements: readonly SyntaxNode[], text: string): Imports {
  const found = new Map<string, string>();
  for (const node of statements) {
    for (const [name, path] of namesOf(node, text)) found.set(name, path);
  }
  return found;
}

/** Packages whose every name a file takes over: `from torch.nn import *` gives `torch.nn`. */
export const starImports = (script: SyntaxNode, text: string): string[] =>
  statementsOf(script)
    .filter(({ name }) => name === 'ImportStatement')
    .map((node) => /^from\s+([\w.]+)\s+import\s*\*/.exec(textOf({ text, node }))?.[1])
    .filter((path) => path !== undefined);

/** The dotted text of a name or a chain of members, `nn.Module`; `undefined` for anything else. */
export function dottedName(node: SyntaxNode, text: string): string | undefined {
  if (node.name === 'VariableName') return textOf({ text, node });
  if (node.name !== 'MemberExpression') return undefined;
  const [object, , member] = childrenOf(node);
  const outer = object && dottedName(object, text);
  return outer !== undefined && member?.name === 'PropertyName'
    ? `${outer}.${textOf({ text, node: member })}`
    : undefined;
}

/** The full path of a dotted name: `nn.Module` is `torch.nn.Module` after `from torch import nn`. */
export function fullPath(name: string, imports: Imports): string {
  const [first = '', ...rest] = name.split('.');
  const path = imports.get(first);
  return path === undefined ? name : [path, ...rest].join('.');
}
