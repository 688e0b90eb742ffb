import { stripVTControlCharacters } from 'node:util';

const characters = new Intl.Segmenter();

/** Columns that a text takes, colours aside. */
export function width(text: string): number {
  const plain = stripVTControlCharacters(text);
  // Each is one character; telling them apart is slow.
  return /^[ -~×·│╭╰─▸█-▏]*$/.test(plain) ? plain.length : [...characters.segment(plain)].length;
}
