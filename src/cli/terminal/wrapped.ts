import { width } from './width';

/** A text as lines that fit a width, broken between words; those after the first are set in. */
export function wrapped(text: string, indent: number, columns: number): readonly string[] {
  const [first = '', ...rest] = text.split(' ');
  const lines = [first];
  for (const word of rest) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (width(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(' '.repeat(indent) + word);
  }
  return lines;
}

/** The lines of a text, each wrapped under its own beginning. */
export const wrappedLines = (text: string, columns: number): string =>
  text
    .split('\n')
    .flatMap((line) => (width(line) <= columns ? line : underItself(line, columns)))
    .join('\n');

function underItself(line: string, columns: number): readonly string[] {
  const rest = line.trimStart();
  const space = line.slice(0, line.length - rest.length);
  return wrapped(rest, 2, columns - space.length).map((part) => space + part);
}
