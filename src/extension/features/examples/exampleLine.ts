/** Examples that learn badly, which show the most; they are offered first. */
const broken: readonly string[] = ['sigmoidMlp.ts', 'explodingMlp.ts', 'plain56.ts'];

/** The order in which examples are offered. */
export const inOrder = (names: readonly string[]): string[] => {
  const rank = (name: string): number => {
    const place = broken.indexOf(name);
    return place < 0 ? broken.length : place;
  };
  return [...names].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en'));
};

/** The first sentence of the comment or docstring that an example begins with. */
export function exampleLine(text: string): string {
  const [, comment, docstring] = /^(?:\/\*\*([\s\S]*?)\*\/|"""([\s\S]*?)""")/.exec(text) ?? [];
  const words = (comment ?? docstring ?? '').replace(/\s*\n\s*\*?\s*/g, ' ').trim();
  // A year in brackets, and “et al.”, are no end of a sentence.
  return /^.*?(?<!\bal)[.:](?=\s|$)/.exec(words)?.[0].replace(/[.:]$/, '') ?? words;
}
