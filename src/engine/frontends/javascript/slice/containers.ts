import ts from 'typescript';

/** A block whose statements can be left out one by one. */
export type Container = ts.SourceFile | ts.ModuleBlock | ts.Block;

/** The bodies of the namespaces around a node, innermost first. */
export function namespacesAround(node: ts.Node): ts.ModuleBlock[] {
  const found = ts.findAncestor(node.parent, ts.isModuleBlock);
  return found ? [found, ...namespacesAround(found)] : [];
}

/** The file and all bodies of namespaces around a node but the innermost, outermost first. */
export function outsideNamespaces(node: ts.Node, file: ts.SourceFile): Container[] {
  const around: Container[] = [...namespacesAround(node), file];
  return around.slice(1).reverse();
}
