import ts from 'typescript';
import type { FunctionNode } from '../../../../detection/javascript/owners';
import type { Json } from '../../../../shared/base/json';
import { ownValue } from '../../../../shared/base/ownValue';
import { passedOn } from './passedOn';

/** A value read off the text; absent if it is not plain. */
export type Literal = { readonly value: Json } | undefined;

const arithmetic: Partial<Record<ts.SyntaxKind, (a: number, b: number) => number>> = {
  [ts.SyntaxKind.PlusToken]: (a, b) => a + b,
  [ts.SyntaxKind.MinusToken]: (a, b) => a - b,
  [ts.SyntaxKind.AsteriskToken]: (a, b) => a * b,
  [ts.SyntaxKind.SlashToken]: (a, b) => a / b,
  [ts.SyntaxKind.AsteriskAsteriskToken]: (a, b) => a ** b,
  [ts.SyntaxKind.PercentToken]: (a, b) => a % b,
};

const MAX_DEPTH = 32;

/** Tells whether a declaration is a constant, not a part of an object that one is taken out of. */
const isConstant = (declaration: ts.Declaration): declaration is ts.VariableDeclaration =>
  ts.isVariableDeclaration(declaration) &&
  (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;

/** Reads values of literals, of constants that hold them, and of simple arithmetic on them. */
class Reader {
  private depth = 0;
  /** The value of each declaration; nothing while it is being read. */
  private readonly known = new Map<ts.Declaration, Literal>();

  /** @param passed the expressions that may give a parameter its value */
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly passed: (parameter: ts.Declaration) => readonly ts.Expression[],
  ) {}

  read(node: ts.Node): Literal {
    if (this.depth > MAX_DEPTH) return undefined;
    this.depth++;
    const value = this.simple(node) ?? this.compound(node);
    this.depth--;
    return value;
  }

  private simple(node: ts.Node): Literal {
    if (ts.isNumericLiteral(node)) return { value: Number(node.text) };
    if (ts.isStringLiteralLike(node)) return { value: node.text };
    if (node.kind === ts.SyntaxKind.TrueKeyword) return { value: true };
    if (node.kind === ts.SyntaxKind.FalseKeyword) return { value: false };
    if (node.kind === ts.SyntaxKind.NullKeyword) return { value: null };
    return undefined;
  }

  private compound(node: ts.Node): Literal {
    if (ts.isArrayLiteralExpression(node)) return this.array(node);
    if (ts.isObjectLiteralExpression(node)) return this.object(node);
    if (ts.isBinaryExpression(node)) return this.binary(node);
    if (ts.isPrefixUnaryExpression(node)) return this.negative(node);
    if (ts.isIdentifier(node)) return this.constant(node);
    if (ts.isPropertyAccessExpression(node)) return this.property(node);
    const transparent =
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node);
    return transparent ? this.read(node.expression) : undefined;
  }

  private array({ elements }: ts.ArrayLiteralExpression): Literal {
    const items = elements.map((element) => this.read(element));
    return items.every((item) => item !== undefined)
      ? { value: items.map(({ value }) => value) }
      : undefined;
  }

  private object({ properties }: ts.ObjectLiteralExpression): Literal {
    const value: Record<string, Json> = {};
    for (const property of properties) {
      const initializer = ts.isPropertyAssignment(property) ? property.initializer : undefined;
      const shorthand = ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
      const source = initializer ?? shorthand;
      const item = source && (shorthand ? this.shorthand(property) : this.read(source));
      if (!item || !property.name || ts.isComputedPropertyName(property.name)) return undefined;
      value[property.name.text] = item.value;
    }
    return { value };
  }

  private shorthand(property: ts.ObjectLiteralElementLike): Literal {
    return this.ofSymbol(this.checker.getShorthandAssignmentValueSymbol(property));
  }

  private binary({ left, right, operatorToken }: ts.BinaryExpression): Literal {
    const a = this.read(left)?.value;
    const b = this.read(right)?.value;
    const compute = arithmetic[operatorToken.kind];
    return compute && typeof a === 'number' && typeof b === 'number'
      ? { value: compute(a, b) }
      : undefined;
  }

  private negative({ operator, operand }: ts.PrefixUnaryExpression): Literal {
    const value = this.read(operand)?.value;
    return operator === ts.SyntaxKind.MinusToken && typeof value === 'number'
      ? { value: -value }
      : undefined;
  }

  private constant(node: ts.Identifier): Literal {
    return this.ofSymbol(this.checker.getSymbolAtLocation(node));
  }

  private ofSymbol(symbol: ts.Symbol | undefined): Literal {
    const declaration = symbol?.valueDeclaration;
    if (!declaration || this.known.has(declaration)) {
      return declaration && this.known.get(declaration);
    }
    this.known.set(declaration, undefined);
    const value = this.firstOf(this.sourcesOf(declaration));
    this.known.set(declaration, value);
    return value;
  }

  private sourcesOf(declaration: ts.Declaration): readonly ts.Expression[] {
    if (isConstant(declaration)) return declaration.initializer ? [declaration.initializer] : [];
    return this.passed(declaration);
  }

  private firstOf(values: readonly ts.Expression[]): Literal {
    for (const value of values) {
      const literal = this.read(value);
      if (literal) return literal;
    }
    return undefined;
  }

  /** `this.size`, if the class sets it. */
  private ownProperty(name: ts.MemberName): Literal {
    const declaration = this.checker.getSymbolAtLocation(name)?.valueDeclaration;
    if (!declaration) return undefined;
    if (ts.isPropertyDeclaration(declaration)) {
      const set = declaration.initializer ?? setInConstructor(declaration);
      return set && this.read(set);
    }
    if (ts.isParameter(declaration)) return this.firstOf(this.sourcesOf(declaration));
    return ts.isBinaryExpression(declaration) ? this.read(declaration.right) : undefined;
  }

  private property({ expression, name }: ts.PropertyAccessExpression): Literal {
    if (expression.kind === ts.SyntaxKind.ThisKeyword) return this.ownProperty(name);
    const value = propertyOf(this.read(expression)?.value, name.text);
    return value === undefined ? undefined : { value };
  }
}

function propertyOf(object: Json | undefined, name: string): Json | undefined {
  const isRecord = typeof object === 'object' && object !== null && !Array.isArray(object);
  return isRecord ? ownValue(object as Record<string, Json>, name) : undefined;
}

/** The value that a constructor gives a property which is only declared. */
function setInConstructor({ name, parent }: ts.PropertyDeclaration): ts.Expression | undefined {
  const wanted = `this.${name.getText()}`;
  return parent.members
    .filter(ts.isConstructorDeclaration)
    .flatMap(({ body }) => body?.statements ?? [])
    .map((one) => (ts.isExpressionStatement(one) ? one.expression : one))
    .filter((one) => ts.isBinaryExpression(one))
    .find(({ left }) => left.getText() === wanted)?.right;
}

/** The constant value of an expression, if the text alone tells it. */
export const literalOf = (node: ts.Node, checker: ts.TypeChecker): Literal =>
  new Reader(checker, () => []).read(node);

/**
 * The same for an expression in a function, if a parameter of that has the value that is passed on.
 * @param callee the function that the value is an argument of, if it is one
 */
export const passedLiteral = (
  expression: ts.Expression,
  callee: FunctionNode | undefined,
  checker: ts.TypeChecker,
): Literal => new Reader(checker, (one) => passedOn(one, callee, checker)).read(expression);
