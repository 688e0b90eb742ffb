import { shortName } from '../../../shared/words/format';
import type { Layer, LayerId } from '../../../shared/network/network';

/** The address of a link on a layer's name. */
export type LayerLink = (layer: LayerId) => string;

/** Keeps the columns of a hover apart, whose cells have no padding; spaces alone would be trimmed. */
const GAP = '\u2060\u00a0\u00a0';

const apart = (cells: readonly string[]): readonly string[] =>
  cells.map((cell, column) => (column > 0 ? GAP : '') + cell);

/** Keeps a narrow cell from breaking a number at the sign of its exponent, or a title at its spaces and slashes. */
export const unbroken = (text: string): string =>
  text.replaceAll('-', '\u2011').replaceAll(' ', '\u00a0').replaceAll('/', '\u2060/\u2060');

/** A table in Markdown: heads, the side that each column keeps to, and rows. */
export function tableLines(
  heads: readonly string[],
  sides: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const [head, ...body] = [heads.map(unbroken), ...rows].map(apart);
  return [head ?? [], sides, ...body].map((cells) => `| ${cells.join(' | ')} |`);
}

/** The name of a layer, leading to the graph. */
export const layerLink = (layer: Layer, link: LayerLink): string =>
  `[\`${shortName(layer).replace(/[`|[\]\\]|[^\S ]/g, '')}\`](${link(layer.id)})`;

/** Escapes names from user code, which must not write markup, a link or a line of their own. */
export const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]|<>~&@]|:(?=\/\/)|(?<=\bwww)\./gi, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ');
