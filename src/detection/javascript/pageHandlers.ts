import ts from 'typescript';
import { tagsIn, type TagAttribute } from './pageTags';

const OPENING = ';()=>{';

const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/** The code of an attribute in as many characters: what entities are longer by stands at its end. */
const decoded = (text: string): string =>
  text
    .replace(/&(?:quot|apos|lt|gt|amp|#34|#39);/g, (entity) => entities[entity] ?? entity)
    .padEnd(text.length);

const isProgram = (code: string): boolean => {
  const { diagnostics = [] } = ts.transpileModule(`()=>{${code}}`, {
    fileName: 'handler.jsx',
    reportDiagnostics: true,
  });
  return diagnostics.length === 0;
};

interface Handler {
  readonly at: number;
  readonly text: string;
}

/** `onclick="build(8)"` as a function in exactly its place: `;()=>{   build(8)}`. */
function asFunction({ name, value, start, valueStart }: TagAttribute): Handler[] {
  const room = valueStart - start;
  if (!/^on[a-z]+$/.test(name) || value.trim() === '' || room < OPENING.length) return [];
  const code = decoded(value);
  return isProgram(code) ? [{ at: start, text: `${OPENING.padEnd(room)}${code}}` }] : [];
}

/**
 * Puts the code of a page's handlers, as functions, at its places into the scripts of that page. `scripts` is
 * the page with everything but its scripts blanked, `rest` the same with only its scripts blanked.
 */
export function withHandlers(scripts: string, rest: string): string {
  const plain = rest.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) =>
    comment.replace(/[^\r\n]/g, ' '),
  );
  let out = '';
  let from = 0;
  for (const { at, text } of tagsIn(plain).flatMap((tag) => tag.attributes.flatMap(asFunction))) {
    out += scripts.slice(from, at) + text;
    from = at + text.length;
  }
  return out + scripts.slice(from);
}
