import type { SyntaxNode } from '@lezer/common';
import type { SiteParameter } from '../../shared/model/modelSite';
import { childrenOf, textOf } from './syntax';

interface Draft {
  readonly name: string;
  readonly type?: string;
  readonly default?: string;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Splits the tokens of a parameter list at its commas. */
function entriesOf(list: SyntaxNode): SyntaxNode[][] {
  const entries: SyntaxNode[][] = [[]];
  for (const token of childrenOf(list)) {
    if (token.name === '(' || token.name === ')') continue;
    if (token.name === ',') entries.push([]);
    else entries.at(-1)?.push(token);
  }
  return entries;
}

/** One parameter; `undefined` for `*args`, `**kwargs` and the marks `*` and `/`. */
function parameterOf(tokens: readonly SyntaxNode[], text: string): Draft | undefined {
  const [first] = tokens;
  if (first?.name !== 'VariableName') return undefined;
  const type = tokens.find(({ name }) => name === 'TypeDef');
  const assigned = tokens.findIndex(({ name }) => name === 'AssignOp');
  const preset = assigned < 0 ? undefined : tokens[assigned + 1];
  return {
    name: textOf({ text, node: first }),
    ...(type && { type: oneLine(textOf({ text, node: type }).replace(/^:/, '')) }),
    // Read to the comma: a number such as `1.` takes more than one token.
    ...(preset && { default: oneLine(text.slice(preset.from, tokens.at(-1)?.to)) }),
  };
}

/** The values that a function takes; a method's first parameter is the object itself and no value. */
export function parametersOf(node: SyntaxNode, text: string, isMethod: boolean): SiteParameter[] {
  const list = node.getChild('ParamList');
  if (!list) return [];
  const entries = isMethod ? entriesOf(list).slice(1) : entriesOf(list);
  return entries.map((tokens) => parameterOf(tokens, text)).filter((one) => one !== undefined);
}
