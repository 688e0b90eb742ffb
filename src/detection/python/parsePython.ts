import { importsOf, starImports } from './imports';
import type { File } from './moduleClasses';
import { outlineOf } from './outline';
import { keepSound, treeOf } from './soundTrees';

/** Parses the text of a file with the names that it imports; half-typed text too. */
export function parsePython(text: string, file: string): File {
  const tree = treeOf(text, file);
  const script = tree.topNode;
  const outline = outlineOf(script, text);
  if (outline.isSound) keepSound(file, { text, tree });
  const imports = importsOf(outline.imports, text);
  return { text, script, outline, imports, stars: starImports(script, text) };
}
