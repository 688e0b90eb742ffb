import { stripVTControlCharacters } from 'node:util';

const characters = new Intl.Segmenter();

/** Columns that a text takes, colours aside. */
export const width = (text: string): number =>
  [...characters.segment(stripVTControlCharacters(text))].length;
