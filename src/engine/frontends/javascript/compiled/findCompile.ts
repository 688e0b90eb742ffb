import ts from 'typescript';
import { callsOf } from '../arguments/callSites';
import type { ModuleSource } from '../slice/moduleSource';

/** A definition as other code knows it: a function by its name, or a variable of the module. */
export type ModelName =
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string };

const unwrapped = (node: ts.Expression): ts.Expression =>
  ts.isAwaitExpression(node) ||
  ts.isParenthesizedExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isNonNullExpression(node)
    ? unwrapped(node.expression)
    : node;

const lastName = (node: ts.Expression): string | undefined => {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
};

/** The code of one file that may compile the model of a definition. */
class CompileSearch {
  /** Texts of the variables and properties that hold the model, with the function that each is local to. */
  private readonly holders: { readonly text: string; readonly scope: ts.Node | undefined }[] = [];
  private readonly compiles: ts.CallExpression[] = [];

  constructor(
    private readonly source: ModuleSource,
    private readonly known: ModelName,
  ) {
    this.read(source.tree);
  }

  /** The options of each `compile`, in the order of the text. */
  found(): ts.Expression[] {
    return this.compiles.flatMap((call) => {
      const of = (call.expression as ts.PropertyAccessExpression).expression;
      const [options] = call.arguments;
      return options && this.isModel(of) ? [options] : [];
    });
  }

  private read(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) && node.initializer) this.hold(node.name, node.initializer);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      this.hold(node.left, node.right);
    }
    const isCompile =
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === 'compile';
    if (isCompile) this.compiles.push(node);
    ts.forEachChild(node, (child) => this.read(child));
  }

  private hold(target: ts.Node, value: ts.Expression): void {
    if (!this.isCall(unwrapped(value))) return;
    const isLocal = ts.isIdentifier(target);
    this.holders.push({
      text: target.getText(),
      scope: isLocal ? this.scopeOf(target) : undefined,
    });
  }

  /** The function that declares a name. */
  private scopeOf(name: ts.Identifier): ts.Node | undefined {
    const declaration = this.source.checker.getSymbolAtLocation(name)?.valueDeclaration ?? name;
    return ts.findAncestor(declaration.parent, ts.isFunctionLike);
  }

  private isCall(node: ts.Expression): boolean {
    return (
      this.known.kind === 'function' &&
      ts.isCallExpression(node) &&
      lastName(node.expression) === this.known.name
    );
  }

  /** Tells an expression that is the model: a holder of it, a call that makes it, or a parameter that takes it. */
  private isModel(node: ts.Expression, depth = 3): boolean {
    const plain = unwrapped(node);
    if (this.isCall(plain)) return true;
    if (!ts.isIdentifier(plain)) return this.holders.some(({ text }) => text === plain.getText());
    if (this.isHolder(plain)) return true;
    const declaration = this.source.checker.getSymbolAtLocation(plain)?.valueDeclaration;
    return declaration !== undefined && ts.isParameter(declaration) && depth > 0
      ? this.isPassed(declaration, depth - 1)
      : false;
  }

  private isHolder(node: ts.Identifier): boolean {
    const scope = this.scopeOf(node);
    const isTop = this.known.kind === 'variable' && scope === undefined;
    if (isTop && node.text === this.known.name) return true;
    return this.holders.some((one) => one.text === node.text && one.scope === scope);
  }

  private isPassed(parameter: ts.ParameterDeclaration, depth: number): boolean {
    const { parent } = parameter;
    if (!('body' in parent)) return false;
    const index = parent.parameters.indexOf(parameter);
    return callsOf(parent, this.source.tree).some((call) => {
      const argument = call[index];
      return argument !== undefined && this.isModel(argument, depth);
    });
  }
}

/** The options of every `compile` of a definition's model in a file, outside or inside the definition. */
export const findCompile = (source: ModuleSource, known: ModelName): ts.Expression[] =>
  new CompileSearch(source, known).found();
