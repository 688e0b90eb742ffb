import ts from 'typescript';
import type { ModuleNeed, Names } from './imports';

/** The parts of a module that it needs to export certain names. */
export interface ExportPlan {
  readonly roots: readonly ts.Node[];
  /** Exported name → the local name behind it, for `export { local as name }`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Names passed on from other modules. */
  readonly passedOn: readonly ModuleNeed[];
}

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : name.elements.map((element) => element.getText()),
    );
  }
  const isDefault = (ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []).some(
    ({ kind }) => kind === ts.SyntaxKind.DefaultKeyword,
  );
  if (isDefault) return ['default'];
  const { name } = statement as ts.Statement & { name?: ts.Node };
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

/** The name that `exports.x = …` or `module.exports = …` gives. */
function commonJsName(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression))
    return undefined;
  const left = statement.expression.left.getText();
  if (left === 'module.exports') return '*';
  return /^(?:module\.)?exports\.([\w$]+)$/.exec(left)?.[1];
}

/** Reads those exports of a module that are wanted. */
class ExportReader implements ExportPlan {
  readonly roots: ts.Node[] = [];
  readonly aliases = new Map<string, string>();
  readonly passedOn: ModuleNeed[] = [];

  constructor(private readonly wanted: Names) {}

  read(statement: ts.Statement): void {
    if (ts.isExportDeclaration(statement)) this.readExportDeclaration(statement);
    else if (this.isWanted(statement)) this.roots.push(statement);
  }

  private wants(name: string): boolean {
    return this.wanted.has('*') || this.wanted.has(name);
  }

  private isWanted(statement: ts.Statement): boolean {
    if (ts.isExportAssignment(statement))
      return statement.isExportEquals === true || this.wants('default');
    const common = commonJsName(statement);
    if (common !== undefined) return common === '*' || this.wants(common);
    return isExported(statement) && declaredNames(statement).some((name) => this.wants(name));
  }

  private readExportDeclaration(node: ts.ExportDeclaration): void {
    const from = node.moduleSpecifier;
    const specifier = from && ts.isStringLiteral(from) ? from.text : undefined;
    const list =
      node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause : undefined;
    if (!list) this.passOn(node, specifier, this.wanted);
    else this.readList(node, specifier, list);
  }

  private readList(
    node: ts.ExportDeclaration,
    specifier: string | undefined,
    list: ts.NamedExports,
  ): void {
    const elements = list.elements.filter(({ name }) => this.wants(name.text));
    const local = elements.map(({ name, propertyName }) => propertyName ?? name);
    if (elements.length === 0) return;
    if (specifier !== undefined) {
      this.passOn(node, specifier, new Set(local.map(({ text }) => text)));
      return;
    }
    this.roots.push(...local);
    elements.forEach(({ name }, index) =>
      this.aliases.set(name.text, local[index]?.text ?? name.text),
    );
  }

  private passOn(node: ts.Node, specifier: string | undefined, names: Names): void {
    if (specifier === undefined) return;
    this.roots.push(node);
    this.passedOn.push({ specifier, names });
  }
}

/** Finds the parts of a module that its users need for some of its names. */
export function planExports(tree: ts.SourceFile, wanted: Names): ExportPlan {
  const reader = new ExportReader(wanted);
  for (const statement of tree.statements) reader.read(statement);
  return reader;
}
