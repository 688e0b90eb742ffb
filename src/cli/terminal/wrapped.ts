/** Columns that every terminal has: a text that is piped is as wide, so that it reads alike anywhere. */
export const COLUMNS = 80;

/** A text as lines that fit a width, broken between words; those after the first are set in. */
export function wrapped(text: string, indent = 0, columns = COLUMNS): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= columns || line.trim() === '') {
      line = longer;
      continue;
    }
    lines.push(line);
    line = ' '.repeat(indent) + word;
  }
  return [...lines, line];
}
