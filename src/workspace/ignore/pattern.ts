import { fitsAll, STAR } from './wildcards';

/** One character of a name that fits. */
type Sign = (character: string) => boolean;
/** A name without wildcards, as most are, is compared as a whole. */
type NamePattern = string | readonly (Sign | typeof STAR)[];

/** One line of a `.gitignore`. */
export interface IgnoreRule {
  /** `!` in front: what an earlier line excludes is taken after all. */
  readonly takes: boolean;
  /** A slash at the end: folders only. */
  readonly onlyFolders: boolean;
  /** Name by name from the folder of the file; a star is any number of folders. */
  readonly names: readonly (NamePattern | typeof STAR)[];
}

const any: Sign = () => true;
const literal =
  (wanted: string): Sign =>
  (character) =>
    character === wanted;

interface Range {
  readonly from: string;
  readonly to: string;
}

/** A dash after a place makes a range with what follows it, unless the set ends there. */
const isRangeAt = (text: readonly string[], at: number): boolean =>
  text[at + 1] === '-' && text[at + 2] !== undefined && text[at + 2] !== ']';

/** `[a-z_]`, which starts at `at`, as ranges and the place after it; `undefined` if it does not end. */
function rangesAt(text: readonly string[], at: number): [readonly Range[], number] | undefined {
  const ranges: Range[] = [];
  for (let i = at; i < text.length; i++) {
    if (text[i] === ']' && i > at) return [ranges, i + 1];
    if (text[i] === '\\') i++;
    const from = text[i] ?? '';
    if (isRangeAt(text, i)) i += text[i + 2] === '\\' ? 3 : 2;
    ranges.push({ from, to: text[i] ?? '' });
  }
  return undefined;
}

/** A set such as `[!a-c]` after its bracket, and the place after it. */
function setAt(text: readonly string[], at: number): [Sign, number] | undefined {
  const isOther = text[at] === '!' || text[at] === '^';
  const found = rangesAt(text, at + (isOther ? 1 : 0));
  if (!found) return undefined;
  const [ranges, next] = found;
  const inSet = (sign: string): boolean =>
    ranges.some(({ from, to }) => from <= sign && sign <= to);
  return [(sign) => inSet(sign) !== isOther, next];
}

/** The character behind a backslash, and the place after it. */
function escapedAt(text: readonly string[], at: number): [Sign, number] | undefined {
  const character = text[at];
  return character === undefined ? undefined : [literal(character), at + 1];
}

/** The meaning of two or more characters of a pattern; `undefined` if it does not end. */
function pieceAt(text: readonly string[], at: number): [Sign, number] | undefined {
  return text[at] === '[' ? setAt(text, at + 1) : escapedAt(text, at + 1);
}

const isPiece = (character: string | undefined): boolean => character === '[' || character === '\\';

/** Splits at the slashes; one within a set belongs to the set. */
function namesIn(pattern: string): string[] {
  const text = Array.from(pattern);
  const names = [''];
  for (let at = 0; at < text.length; at++) {
    const next = (isPiece(text[at]) ? pieceAt(text, at)?.[1] : undefined) ?? at + 1;
    const part = text.slice(at, next).join('');
    if (part === '/' || part === '\\/') names.push('');
    else names.push((names.pop() ?? '') + part);
    at = next - 1;
  }
  return names;
}

/** The pattern of one name, in which nothing fits a slash; `undefined` if it ends within a set or an escape. */
function namePattern(name: string): NamePattern | undefined {
  if (!/[*?[\\]/.test(name)) return name;
  const text = Array.from(name);
  const signs: (Sign | typeof STAR)[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (sign === '*') signs.push(STAR);
    else if (sign === '?') signs.push(any);
    else if (!isPiece(sign)) signs.push(literal(sign));
    else {
      const piece = pieceAt(text, at);
      if (!piece) return undefined;
      signs.push(piece[0]);
      at = piece[1] - 1;
    }
  }
  return signs;
}

const isFolders = (name: string): boolean => /^\*{2,}$/.test(name);

/** A trailing `**` matches the contents, not the folder itself. */
const folderWise = (names: readonly string[]): readonly string[] =>
  names.length > 1 && isFolders(names.at(-1) ?? '') ? [...names, '*'] : names;

/** Spaces at the end do not count, but for one behind a backslash that is not escaped itself. */
function withoutSpaces(line: string): string {
  const rest = line.replace(/(?<! ) +$/, '');
  const backslashes = /(?<!\\)\\*$/.exec(rest)?.[0].length ?? 0;
  return rest === line || backslashes % 2 === 0 ? rest : `${rest} `;
}

/** Reads a line as git does; `undefined` for an empty one, a comment, and what fits nothing. */
export function ignoreRule(line: string): IgnoreRule | undefined {
  const trimmed = withoutSpaces(line.replace(/\r$/, ''));
  if (trimmed === '' || trimmed.startsWith('#')) return undefined;
  const takes = trimmed.startsWith('!');
  const pattern = (takes ? trimmed.slice(1) : trimmed).toLowerCase();
  const onlyFolders = pattern.endsWith('/');
  const names = namesIn(pattern.slice(0, onlyFolders ? -1 : undefined));
  if (names.join('') === '') return undefined;
  // Without a slash before its end it is about a name at any depth.
  const placed = pattern.slice(0, -1).includes('/')
    ? names.slice(pattern.startsWith('/') ? 1 : 0)
    : ['**', ...names];
  const read = folderWise(placed).map((name) => (isFolders(name) ? STAR : namePattern(name)));
  return read.includes(undefined)
    ? undefined
    : { takes, onlyFolders, names: read as IgnoreRule['names'] };
}

const nameFits = (pattern: NamePattern, name: string): boolean =>
  typeof pattern === 'string'
    ? pattern === name
    : fitsAll(pattern, Array.from(name), (sign, character) => sign(character));

/** Tells whether a rule is about a path below its folder, which is split into names of small letters. */
export function isAbout({ names }: IgnoreRule, path: readonly string[]): boolean {
  // The last name rules most paths out, and an item is left for each star of folders or none.
  const last = names.at(-1);
  if (last !== undefined && last !== STAR && !nameFits(last, path.at(-1) ?? '')) return false;
  return fitsAll(names, path, nameFits);
}
