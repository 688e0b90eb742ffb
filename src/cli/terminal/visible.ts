/** Characters that a terminal obeys, and those that turn the order of others round. */
const obeyed = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (sign: string): string =>
  short[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text of somebody else's as it may stand in a line of ours: whatever a terminal would obey is written out. */
export const oneLine = (text: string): string => text.replace(obeyed, escaped);

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

/** Lines that a CI system takes for its commands: `::error …` at the start of a line, `##[…` anywhere. */
const commands = /^([ \t]*)(?=::)|(?<=##)(?=\[)/gm;

/**
 * Everything that is written to a terminal or a log comes through here: line breaks stay, and so do our own
 * sequences where they are allowed; whatever else would be obeyed is written out.
 */
export function visible(text: string, allowed: Allowed): string {
  let end = 0;
  const plain = text.replace(obeyed, (sign, at: number) => {
    if (at < end || sign === '\n' || sign === '\t') return sign;
    const sequence = sequenceAt(text, at, allowed);
    end = at + sequence.length;
    return sequence === '' ? escaped(sign) : sign;
  });
  return plain.replace(commands, '$1\\');
}
