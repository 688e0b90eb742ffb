import ts from 'typescript';
import type { Json } from '../../../../shared/base/json';
import { ownValue } from '../../../../shared/base/ownValue';
import { callsOf } from './callSites';

/** A value read off the text; absent where it is not plain. */
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

/** Reads values of literals, of constants that hold them, and of simple arithmetic on them. */
class Reader {
  private depth = 0;

  constructor(private readonly checker: ts.TypeChecker) {}

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
    if (declaration && ts.isParameter(declaration)) return this.parameter(declaration);
    if (declaration && ts.isBindingElement(declaration)) return this.binding(declaration);
    if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer)
      return undefined;
    const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    return isConst ? this.read(declaration.initializer) : undefined;
  }

  /** A value that is passed on: what calls of that function pass, else its default. */
  private parameter(declaration: ts.ParameterDeclaration): Literal {
    const { parent, initializer, dotDotDotToken } = declaration;
    if (!('body' in parent) || dotDotDotToken) return undefined;
    const index = parent.parameters.indexOf(declaration);
    for (const call of callsOf(parent, parent.getSourceFile())) {
      const passed = call[index];
      const literal = passed && this.read(passed);
      if (literal) return literal;
    }
    return initializer && this.read(initializer);
  }

  /** A property that a parameter takes by its name: what is passed for it, else its default. */
  private binding(element: ts.BindingElement): Literal {
    const { name, propertyName = name, initializer, dotDotDotToken, parent } = element;
    const holder = parent.parent;
    if (!ts.isObjectBindingPattern(parent) || !ts.isParameter(holder) || dotDotDotToken)
      return undefined;
    const value = propertyOf(this.parameter(holder)?.value, propertyName.getText());
    return value === undefined ? initializer && this.read(initializer) : { value };
  }

  /** `this.size`, where the class sets it. */
  private ownProperty(name: ts.MemberName): Literal {
    const declaration = this.checker.getSymbolAtLocation(name)?.valueDeclaration;
    if (!declaration) return undefined;
    if (ts.isPropertyDeclaration(declaration)) {
      const set = declaration.initializer ?? setInConstructor(declaration);
      return set && this.read(set);
    }
    if (ts.isParameter(declaration)) return this.parameter(declaration);
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

/** The constant value of an expression, where the text alone tells it. */
export const literalOf = (node: ts.Node, checker: ts.TypeChecker): Literal =>
  new Reader(checker).read(node);
