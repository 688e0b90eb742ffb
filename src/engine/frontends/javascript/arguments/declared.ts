import ts from 'typescript';
import type { ModuleSource } from '../slice/moduleSource';

/** A class, or a function, that stands at the top level of its file. */
function isTopLevel(declaration: ts.Declaration | undefined): boolean {
  if (!declaration) return false;
  if (!ts.isVariableDeclaration(declaration))
    return (
      (ts.isClassDeclaration(declaration) || ts.isFunctionDeclaration(declaration)) &&
      ts.isSourceFile(declaration.parent)
    );
  const { initializer, parent } = declaration;
  const holds =
    initializer && (ts.isClassExpression(initializer) || ts.isFunctionLike(initializer));
  return holds === true && ts.isSourceFile(parent.parent.parent);
}

/** The name of the first class or function of the file among the values that calls pass. */
export const declaredAmong = (
  passed: readonly (ts.Expression | undefined)[],
  { checker }: ModuleSource,
): string | undefined =>
  passed
    .filter((value) => value !== undefined && ts.isIdentifier(value))
    .find((value) => isTopLevel(checker.getSymbolAtLocation(value)?.valueDeclaration))?.text;
