import ts from 'typescript';

/** The names that a file has for TensorFlow.js. */
export interface TensorflowNames {
  /** Names that stand for the whole package: `tf`. */
  readonly namespaces: ReadonlySet<string>;
  /** Local name → exported name: `import { sequential as seq }`. */
  readonly members: ReadonlyMap<string, string>;
}

/** Packages and addresses that give TensorFlow.js itself (not tfjs-vis, and no ready-made models). */
export const isTensorflowModule = (specifier: string): boolean =>
  /(?:^|\/)@tensorflow\/tfjs(?:-(?:core|layers|converter|data|node|node-gpu|react-native|backend-\w+))?(?:@[^/]*)?(?:\/|$)/.test(
    specifier,
  );

const requiredModule = (node: ts.Expression | undefined): string | undefined => {
  const call = node && ts.isAwaitExpression(node) ? node.expression : node;
  if (!call || !ts.isCallExpression(call)) return undefined;
  const isRequire =
    call.expression.kind === ts.SyntaxKind.ImportKeyword || call.expression.getText() === 'require';
  const [specifier] = call.arguments;
  return isRequire && specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
};

class Names implements TensorflowNames {
  // Scripts of pages use the global; a re-export is nearly always called tf as well.
  readonly namespaces = new Set(['tf']);
  readonly members = new Map<string, string>();

  readImport({ moduleSpecifier, importClause }: ts.ImportDeclaration): void {
    if (!ts.isStringLiteral(moduleSpecifier) || !isTensorflowModule(moduleSpecifier.text)) return;
    if (importClause?.name) this.namespaces.add(importClause.name.text);
    if (importClause?.namedBindings) this.readBindings(importClause.namedBindings);
  }

  readVariable({ name, initializer }: ts.VariableDeclaration): void {
    if (!initializer) return;
    const specifier = requiredModule(initializer);
    const whole =
      specifier === undefined ? this.isNamespace(initializer) : isTensorflowModule(specifier);
    if (whole && ts.isIdentifier(name)) this.namespaces.add(name.text);
    if (whole && ts.isObjectBindingPattern(name)) this.readPattern(name);
    const member =
      ts.isPropertyAccessExpression(initializer) && this.isNamespace(initializer.expression);
    if (member && ts.isIdentifier(name)) this.members.set(name.text, initializer.name.text);
  }

  private readBindings(bindings: ts.NamedImportBindings): void {
    if (ts.isNamespaceImport(bindings)) {
      this.namespaces.add(bindings.name.text);
      return;
    }
    for (const { name, propertyName } of bindings.elements) {
      this.members.set(name.text, (propertyName ?? name).text);
    }
  }

  private readPattern(pattern: ts.ObjectBindingPattern): void {
    for (const { name, propertyName } of pattern.elements) {
      if (ts.isIdentifier(name)) this.members.set(name.text, (propertyName ?? name).getText());
    }
  }

  private isNamespace(node: ts.Expression): boolean {
    return ts.isIdentifier(node) && this.namespaces.has(node.text);
  }
}

/** Reads imports, requires and destructuring anywhere in the file. */
export function tensorflowNames(file: ts.SourceFile): TensorflowNames {
  const names = new Names();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) names.readImport(node);
    else if (ts.isVariableDeclaration(node)) names.readVariable(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** The exported name that an expression means (`sequential`, `layers`), or nothing. */
export function tensorflowMember(node: ts.Expression, names: TensorflowNames): string | undefined {
  if (ts.isIdentifier(node)) return names.members.get(node.text);
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const from = node.expression;
  const named = ts.isIdentifier(from) && names.namespaces.has(from.text);
  // `window.tf.sequential()`, `this.tf.sequential()`
  const kept = ts.isPropertyAccessExpression(from) && from.name.text === 'tf';
  return named || kept ? node.name.text : undefined;
}
