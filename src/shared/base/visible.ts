/** Control characters, separators of lines, and marks that turn the direction of text around. */

const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text from another process as it can be shown: what a terminal would obey is written out; tabs and line breaks stay. */
export const visible = (text: string): string => text.replace(unseen, escaped);
