import { parser } from '@lezer/python';
import { importsOf, starImports } from './imports';
import type { File } from './moduleClasses';

/** Parses a text with the names that it imports; half-typed text too. */
export function parsePython(text: string): File {
  const script = parser.parse(text).topNode;
  return { text, script, imports: importsOf(script, text), stars: starImports(script, text) };
}
