import type { TextEdit } from './fix';

/** The text with an edit. */
export const withEdit = (text: string, { start, end, text: put }: TextEdit): string =>
  text.slice(0, start) + put + text.slice(end);
