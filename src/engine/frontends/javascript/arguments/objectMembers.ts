import ts from 'typescript';
import type { ModuleSource } from '../slice/moduleSource';

/** One property that a type declares. */
export interface TypeMember {
  readonly type: string | undefined;
  readonly optional: boolean;
}

function declaredMembers(node: ts.Node): readonly ts.TypeElement[] {
  if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) return node.members;
  return ts.isTypeAliasDeclaration(node) ? declaredMembers(node.type) : [];
}

/** Properties of an object type that is written out, or declared in the same file; else none. */
export function objectMembers(
  type: ts.TypeNode | undefined,
  { checker }: ModuleSource,
): ReadonlyMap<string, TypeMember> {
  if (!type) return new Map();
  const named = ts.isTypeReferenceNode(type)
    ? checker.getSymbolAtLocation(type.typeName)
    : undefined;
  const members = [type, ...(named?.declarations ?? [])].flatMap(declaredMembers);
  return new Map(
    members
      .filter(ts.isPropertySignature)
      .map((member) => [
        member.name.getText(),
        { type: member.type?.getText(), optional: member.questionToken !== undefined },
      ]),
  );
}
