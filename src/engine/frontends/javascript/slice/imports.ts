import ts from 'typescript';

/** Names taken from a module; `*` is all of them. */
export type Names = ReadonlySet<string>;

/** The names that a slice takes from another module. */
export interface ModuleNeed {
  readonly specifier: string;
  readonly names: Names;
}

const everything: Names = new Set(['*']);

const specifierOf = (node: ts.Expression | undefined): string | undefined =>
  node && ts.isStringLiteralLike(node) ? node.text : undefined;

function importedNames({ importClause }: ts.ImportDeclaration): Names {
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) return everything;
  const names =
    bindings?.elements.map(({ name, propertyName }) => (propertyName ?? name).text) ?? [];
  return new Set(importClause?.name ? ['default', ...names] : names);
}

/** `const { a, b: c } = require('./x')` takes a and b. */
function requiredNames(call: ts.CallExpression): Names {
  const { parent } = call;
  if (ts.isPropertyAccessExpression(parent)) return new Set([parent.name.text]);
  if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name))
    return everything;
  return new Set(
    parent.name.elements.map(({ name, propertyName }) => (propertyName ?? name).getText()),
  );
}

const isRequire = ({ expression }: ts.CallExpression): boolean =>
  expression.kind === ts.SyntaxKind.ImportKeyword ||
  (ts.isIdentifier(expression) && expression.text === 'require');

/** The names that a node takes from other modules by `import`, `require` and `import()`. */
export function importsIn(root: ts.Node): ModuleNeed[] {
  const found: ModuleNeed[] = [];
  const add = (node: ts.Expression | undefined, names: Names): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) found.push({ specifier, names });
  };
  const visit = (node: ts.Node): void => {
    if (
      ts.isImportDeclaration(node) &&
      node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword
    ) {
      add(node.moduleSpecifier, importedNames(node));
    }
    if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression, everything);
    }
    if (ts.isCallExpression(node) && isRequire(node)) add(node.arguments[0], requiredNames(node));
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** The specifier of the first import of a module. */
export function importOf(root: ts.Node, specifier: string): ts.StringLiteralLike | undefined {
  const isOf = ts.isStringLiteralLike(root) && root.text === specifier;
  const { parent } = root;
  const isImport =
    isOf &&
    (ts.isImportDeclaration(parent) ||
      ts.isExportDeclaration(parent) ||
      ts.isExternalModuleReference(parent) ||
      (ts.isCallExpression(parent) && isRequire(parent)));
  return isImport ? root : ts.forEachChild(root, (child) => importOf(child, specifier));
}

/** Modules that a file runs without taking a name from them: `import './patch'`, `require('./patch');`. */
export function sideImportsIn(tree: ts.SourceFile): ModuleNeed[] {
  const names: Names = new Set();
  return tree.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) && !statement.importClause;
    const call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
    const isCall = call && ts.isCallExpression(call) && isRequire(call);
    const specifier = specifierOf(
      isImport ? statement.moduleSpecifier : isCall ? call.arguments[0] : undefined,
    );
    return specifier === undefined ? [] : [{ specifier, names }];
  });
}
