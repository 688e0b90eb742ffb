import type { ModelSite, TextPosition } from '../../shared/model/modelSite';

/**
 * The definition of a text that no other definition in it names, as a network is against its blocks; `undefined`
 * if there are several such, or none. O(definitions × characters).
 */
export function wholeModel(sites: readonly ModelSite[], text: string): ModelSite | undefined {
  const lines = text.split('\n');
  const bodies = sites.map((site) => ({ site, body: bodyOf(site, lines) }));
  const wholes = sites.filter((site) => {
    const names = namesIn(site);
    return !bodies.some((other) => other.site !== site && names(other.body));
  });
  return wholes.length === 1 ? wholes[0] : undefined;
}

/**
 * Tells whether a body names a definition as other code does (`Class.method` by the method); a variable of the
 * body's own by that name is another thing.
 */
function namesIn({ name }: ModelSite): (body: string) => boolean {
  const [plain = ''] = name.split('~');
  const last = (plain.split('.').at(-1) ?? '').replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  const mention = `(?<![\\p{ID_Continue}$])${last}(?![\\p{ID_Continue}$])`;
  const [named, bound] = [new RegExp(mention, 'u'), new RegExp(`${mention}\\s*=(?!=)`, 'u')];
  return (body) => named.test(body) && !bound.test(body);
}

function bodyOf({ range: { start, end } }: ModelSite, lines: readonly string[]): string {
  return lines
    .slice(start.line - 1, end.line)
    .map((line, index) => within(line, start.line + index, start, end))
    .join('\n');
}

const within = (line: string, number: number, start: TextPosition, end: TextPosition): string =>
  line.slice(
    number === start.line ? start.column - 1 : 0,
    number === end.line ? end.column - 1 : line.length,
  );
