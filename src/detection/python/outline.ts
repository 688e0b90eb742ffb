import type { SyntaxNode } from '@lezer/common';

/** The parts of a file that definitions are found by, each in the order of the text. */
export interface Outline {
  readonly imports: readonly SyntaxNode[];
  readonly classes: readonly SyntaxNode[];
  readonly functions: readonly SyntaxNode[];
  /** The names that the file calls or hands to a call: there the arguments of a definition can be read. */
  readonly used: ReadonlySet<string>;
  /** It has no error of syntax. */
  readonly isSound: boolean;
}

/** Reads a syntax tree in one walk. */
export function outlineOf(script: SyntaxNode, text: string): Outline {
  const nodes = new Map<string, SyntaxNode[]>([
    ['ImportStatement', []],
    ['ClassDefinition', []],
    ['FunctionDefinition', []],
  ]);
  const used = new Set<string>();
  let isSound = true;
  /** The names of the nodes around the walk. */
  const around: string[] = [];
  script.cursor().iterate(
    (at) => {
      nodes.get(at.name)?.push(at.node);
      if (at.type.isError) isSound = false;
      if (at.name === 'VariableName' && isUse(around)) used.add(text.slice(at.from, at.to));
      around.push(at.name);
    },
    () => void around.pop(),
  );
  const of = (name: string): readonly SyntaxNode[] => nodes.get(name) ?? [];
  return {
    imports: of('ImportStatement'),
    classes: of('ClassDefinition'),
    functions: of('FunctionDefinition'),
    used,
    isSound,
  };
}

const isUse = (around: readonly string[]): boolean =>
  (around.at(-1) === 'ArgList' ? around.at(-2) : around.at(-1)) === 'CallExpression';
