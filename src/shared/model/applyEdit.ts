import type { TextEdit } from './fix';

/** The text with an edit. */
export const withEdit = (text: string, { replacements }: TextEdit): string =>
  replacements.reduceRight(
    (after, { start, end, text: put }) => after.slice(0, start) + put + after.slice(end),
    text,
  );
