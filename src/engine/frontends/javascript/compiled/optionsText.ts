import ts from 'typescript';
import { passedLiteral } from '../arguments/literals';
import { passedOn } from '../arguments/passedOn';
import type { ModuleSource } from '../slice/moduleSource';
import type { OptionsCode } from '../slice/optionsCode';
import { referencesIn } from '../slice/references';

/** Brings what a function knows of some options out of it. */
class OptionsWriter {
  private readonly declared = new Map<ts.Declaration, string>();
  readonly needs: ts.Node[] = [];

  constructor(private readonly source: ModuleSource) {}

  /** The code of an expression; `undefined` if it needs what only exists when the program runs. */
  write(expression: ts.Expression): string | undefined {
    if (!this.bringOut(expression)) return undefined;
    const before = [...this.declared.values()].join(' ');
    return `() => { ${before} return (${this.textOf(expression)}); }`;
  }

  private textOf(node: ts.Node): string {
    return this.source.text
      .slice(node.getStart(this.source.tree), node.end)
      .replace(/\s*\n\s*/g, ' ');
  }

  private bringOut(node: ts.Node): boolean {
    if (mentionsThis(node)) return false;
    this.needs.push(node);
    return referencesIn(node, this.source).every(({ symbol }) => {
      const declaration = symbol?.valueDeclaration;
      return !declaration || isOfModule(declaration) || isWithin(declaration, node)
        ? true
        : this.declare(declaration);
    });
  }

  private declare(declaration: ts.Declaration): boolean {
    if (this.declared.has(declaration)) return true;
    const { name } = declaration as ts.NamedDeclaration;
    if (!name || !ts.isIdentifier(name)) return false;
    const literal = passedLiteral(name, undefined, this.source.checker);
    if (literal) {
      this.declared.set(declaration, `const ${name.text} = ${JSON.stringify(literal.value)};`);
      return true;
    }
    const isValue = ts.isVariableDeclaration(declaration) || ts.isParameter(declaration);
    const initializer = isValue ? declaration.initializer : undefined;
    if (!initializer || this.isOverridden(declaration)) return false;
    if (!this.bringOut(initializer)) return false;
    this.declared.set(declaration, `const ${name.text} = ${this.textOf(initializer)};`);
    return true;
  }

  /** All calls give a parameter a value that is not known: its default counts for none of them. */
  private isOverridden(declaration: ts.Declaration): boolean {
    if (!ts.isParameter(declaration)) return false;
    const values = passedOn(declaration, undefined, this.source.checker);
    return values.length > 0 && !values.some((value) => value === declaration.initializer);
  }
}

const mentionsThis = (node: ts.Node): boolean =>
  node.kind === ts.SyntaxKind.ThisKeyword || ts.forEachChild(node, mentionsThis) === true;

const isOfModule = (declaration: ts.Declaration): boolean =>
  ts.findAncestor(declaration.parent, ts.isFunctionLike) === undefined;

const isWithin = (declaration: ts.Node, node: ts.Node): boolean =>
  ts.findAncestor(declaration, (at) => at === node) !== undefined;

/** Options of `compile` with the constants of the function around them; nothing if those are not constant. */
export function optionsCode(
  expression: ts.Expression,
  source: ModuleSource,
): OptionsCode | undefined {
  const writer = new OptionsWriter(source);
  const text = writer.write(expression);
  return text === undefined ? undefined : { text, needs: writer.needs };
}
