/** Letters of a token of a word, digits of a token of a number: fewer than tokenizers of language models take. */
const LETTERS = 3.5;
const DIGITS = 2;

/** Words, numbers, and every other sign by itself; spaces belong to the word behind them. */
const pieces = /[A-Za-z]+|[0-9]+|\n|[^\sA-Za-z0-9]/gu;

/** A sign beyond ASCII is cut into its bytes in UTF-8 at worst; most are two tokens or fewer. */
const beyondAscii = (code: number): number => (code > 0xffff ? 3 : code > 0x7ff ? 2 : 1);

function tokensOf(piece: string): number {
  const code = piece.codePointAt(0) ?? 0;
  if (code > 0x7f) return beyondAscii(code);
  if (/[A-Za-z]/.test(piece)) return Math.ceil(piece.length / LETTERS);
  return /[0-9]/.test(piece) ? Math.ceil(piece.length / DIGITS) : 1;
}

/** The number of tokens that a text is for a language model: an estimate from above, whichever its tokenizer. */
export function tokensAtMost(text: string): number {
  let count = 0;
  for (const [piece] of text.matchAll(pieces)) count += tokensOf(piece);
  return count;
}
