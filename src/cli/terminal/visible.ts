import { escaped, obeyed, visible } from '../../shared/base/visible';

/** Makes foreign text safe within a line: writes out whatever a terminal would obey. */
export const oneLine = (text: string): string => visible(text).replace(/[\t\n\r]/g, escaped);

/** A value with every text in it made fit for a line; for reports, failures and sites before they are shown. */
export function oneLined<T>(value: T): T {
  if (typeof value === 'string') return oneLine(value) as T;
  if (Array.isArray(value)) return value.map(oneLined) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [oneLine(key), oneLined<unknown>(part)]),
  ) as T;
}

/** The sequences that we write ourselves: colours, and a line that is redrawn. */
const ours = {
  colours: /^\u001b\[\d+(?:;\d+)*m/,
  redrawn: /^\r\u001b\[K/,
};

export interface Allowed {
  readonly colours: boolean;
  readonly redrawing: boolean;
}

function sequenceAt(text: string, at: number, { colours, redrawing }: Allowed): string {
  const rest = text.slice(at, at + 20);
  return (
    (colours ? ours.colours.exec(rest)?.[0] : undefined) ??
    (redrawing ? ours.redrawn.exec(rest)?.[0] : undefined) ??
    ''
  );
}

/** Commands of CI systems: `::error …` at the start of a line, `##[…` and `##vso[…` anywhere. */
const commands = /^([^\S\n]*)(?=::)|(?=\[)(?<=##\w*)/gm;

/**
 * Writes out whatever a terminal or a CI system would obey. Tabs and line breaks stay, and so do our own sequences
 * if they are allowed.
 */
export function asWritten(text: string, allowed: Allowed): string {
  let end = 0;
  const plain = text.replace(obeyed, (sign, at: number) => {
    if (at < end) return sign;
    const sequence = sequenceAt(text, at, allowed);
    end = at + sequence.length;
    return sequence === '' ? escaped(sign) : sign;
  });
  return plain.replace(commands, '$1\\');
}
