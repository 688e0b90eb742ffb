import { formatCount } from '../../base/numbers';
import { tokensAtMost } from './tokens';

/** Tokens of the longest answer. */
export const MOST_TOKENS = 2000;
/** Characters of the longest line: a name or a text of the user's may be of any length. */
const LONGEST_LINE = 500;
/** Tokens that the note on left out lines takes at most. */
const NOTE_TOKENS = 40;

/** Lines of one kind within an answer. */
export interface AnswerPart {
  readonly title?: string;
  /** The most important first; where both ends matter more than the middle, in their order. */
  readonly lines: readonly string[];
  /** The most lines, whatever room there is. */
  readonly most?: number;
  readonly keeps?: 'first' | 'ends';
  /** Characters of its longest line. */
  readonly longest?: number;
  /** The end of `… 12 more`: what they are, and how to see them. */
  readonly rest?: string;
}

/** Cut in the middle: both ends tell texts apart. */
export function clipped(line: string, longest = LONGEST_LINE): string {
  if (line.length <= longest) return line;
  const half = Math.floor((longest - 1) / 2);
  return `${line.slice(0, half)}…${line.slice(-half)}`;
}

/** A line cut in the middle until it is of at most so many tokens. */
export function clippedTo(line: string, tokens: number): string {
  let shown = line;
  while (tokensAtMost(shown) > tokens) shown = clipped(line, Math.floor(shown.length * 0.8));
  return shown;
}

/** Positions in the order in which they are kept. */
function ranked(count: number, keeps: AnswerPart['keeps']): number[] {
  if (keeps !== 'ends') return Array.from({ length: count }, (_, at) => at);
  return Array.from({ length: count }, (_, rank) => {
    const fromEnd = Math.floor(rank / 2);
    return rank % 2 === 0 ? fromEnd : count - 1 - fromEnd;
  });
}

/** The lines of a part that fit into so many tokens, with a note in place of those that do not. */
function fitted(part: AnswerPart, room: number): string {
  const { title, lines, most = lines.length, keeps, rest, longest } = part;
  const texts = lines.map((line) => clipped(line, longest));
  let left = room;
  const kept = new Set<number>();
  for (const at of ranked(texts.length, keeps)) {
    left -= tokensAtMost(texts[at] ?? '') + 1;
    if (left < 0 || kept.size >= most) break;
    kept.add(at);
  }
  const missing = texts.length - kept.size;
  const gap = texts.findIndex((_, at) => !kept.has(at));
  const note = `… ${formatCount(missing)} more (${rest ?? 'left out'})`;
  const shown = texts.flatMap((text, at) => {
    if (kept.has(at)) return text;
    return at === gap ? note : [];
  });
  return [...(title === undefined ? [] : [title]), ...shown].join('\n');
}

/** The tokens that a part takes where none of its lines fit. */
const leastOf = ({ title = '' }: AnswerPart): number => tokensAtMost(title) + NOTE_TOKENS;

/**
 * One text of several parts, the most important first, of at most {@link MOST_TOKENS} tokens: a part gets what the
 * parts before it leave, and says how many of its lines are left out. Parts without lines are not there.
 */
export function answerText(parts: readonly AnswerPart[], most = MOST_TOKENS): string {
  const full = parts.filter(({ lines }) => lines.length > 0);
  let reserved = full.reduce((sum, part) => sum + leastOf(part), 0);
  let used = 0;
  const texts = full.map((part) => {
    reserved -= leastOf(part);
    const room = most - used - reserved - leastOf(part);
    const text = fitted(part, room);
    used += tokensAtMost(text) + 2;
    return text;
  });
  return texts.join('\n\n');
}
