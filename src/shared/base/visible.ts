/**
 * Control characters, line separators and direction marks: a terminal obeys them, or they reorder text. Excludes tabs
 * and line breaks, `\r\n` included.
 */
export const obeyed =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n)/g;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One character written out, as in a string of JavaScript or JSON. */
export const escaped = (character: string): string =>
  short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text that is safe to show: whatever {@link obeyed} names is written out. */
export const visible = (text: string): string => text.replace(obeyed, escaped);
