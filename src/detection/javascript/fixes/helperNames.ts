import ts from 'typescript';

/** The expressions of a function that may give a shortcut its shape, those nearest to it first. */
export interface HelperExpressions {
  readonly channels: readonly string[];
  readonly strides: readonly string[];
}

const WIDTH = /filter|channel|unit|width|dim|feature|size|planes|out/i;
const STRIDE = /stride/i;
/** Beyond these a guess is as good as none. */
const MOST = 3;

const isScope = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) || ts.isForOfStatement(node) || ts.isForStatement(node);

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((one) => (ts.isBindingElement(one) ? namesIn(one.name) : []));
}

const declaredBy = (list: ts.VariableDeclarationList): string[] =>
  list.declarations.flatMap(({ name }) => namesIn(name));

/** The names that a node brings to what lies in it: parameters, and the variables of a loop. */
function broughtBy(node: ts.Node): string[] {
  if (ts.isFunctionLike(node)) return node.parameters.flatMap(({ name }) => namesIn(name));
  if (!ts.isForOfStatement(node) && !ts.isForStatement(node)) return [];
  const { initializer } = node;
  return initializer && ts.isVariableDeclarationList(initializer) ? declaredBy(initializer) : [];
}

/** The nodes around a node, innermost first, without the file. */
function nodesAround(node: ts.Node): ts.Node[] {
  const around: ts.Node[] = [];
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) around.push(at);
  return around;
}

/** The names that change from call to call of the code around a node, and can be read there. */
function changingNames(at: ts.Node): ReadonlySet<string> {
  const names: string[] = [];
  for (const node of nodesAround(at)) {
    names.push(...broughtBy(node));
    if (!ts.isBlock(node) || !isScope(node.parent)) continue;
    const before = node.statements.filter(({ end }) => end <= at.getStart());
    names.push(
      ...before.flatMap((one) =>
        ts.isVariableStatement(one) ? declaredBy(one.declarationList) : [],
      ),
    );
  }
  return new Set(names);
}

/** Every name that is declared inside a function. */
function declaredIn(scope: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) || ts.isParameter(node))
      for (const name of namesIn(node.name)) names.add(name);
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return names;
}

function identifiersIn(expression: ts.Expression): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(expression);
  return names;
}

/** A number by its parts: names and arithmetic, and nothing that is called. */
function isArithmetic(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isArithmetic(node.expression);
  if (ts.isBinaryExpression(node)) return isArithmetic(node.left) && isArithmetic(node.right);
  return ts.isIdentifier(node) || ts.isNumericLiteral(node);
}

/** The expressions that a function passes on, each with the name of the option that it is passed as. */
function passedIn(scope: ts.Node, before: number): { option: string; value: ts.Expression }[] {
  const found: { option: string; value: ts.Expression }[] = [];
  const visit = (node: ts.Node): void => {
    if (node.getStart() >= before) return;
    if (ts.isCallExpression(node))
      for (const value of node.arguments) found.push({ option: value.getText(), value });
    if (ts.isPropertyAssignment(node))
      found.push({ option: node.name.getText(), value: node.initializer });
    if (ts.isShorthandPropertyAssignment(node))
      found.push({ option: node.name.text, value: node.name });
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return found.reverse();
}

/** The expressions for channels and strides in the function around a merge; none if it has no names for them. */
export function helperExpressions(merge: ts.Node): HelperExpressions {
  const scope = nodesAround(merge).find(isScope);
  if (!scope) return { channels: [], strides: [] };
  const changing = changingNames(merge);
  const declared = declaredIn(scope);
  const usable = passedIn(scope, merge.getStart()).filter(({ value }) => {
    const names = identifiersIn(value);
    const isVisible = names.every((name) => changing.has(name) || !declared.has(name));
    return isArithmetic(value) && isVisible && names.some((name) => changing.has(name));
  });
  const texts = (kind: RegExp): string[] => [
    ...new Set(
      usable
        .filter(({ option, value }) => kind.test(option) || kind.test(value.getText()))
        .map(({ value }) => value.getText()),
    ),
  ];
  const strides = texts(STRIDE);
  return {
    channels: texts(WIDTH)
      .filter((text) => !STRIDE.test(text))
      .slice(0, MOST),
    strides: strides.slice(0, MOST - 1),
  };
}
