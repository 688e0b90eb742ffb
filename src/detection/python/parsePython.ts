import { parser } from '@lezer/python';
import { importsOf, starImports } from './imports';
import type { File } from './moduleClasses';
import { outlineOf } from './outline';

/** Parses a text with the names that it imports; half-typed text too. */
export function parsePython(text: string): File {
  const script = parser.parse(text).topNode;
  const outline = outlineOf(script, text);
  const imports = importsOf(outline.imports, text);
  return { text, script, outline, imports, stars: starImports(script, text) };
}
