/** An attribute of a tag, with the place of its value in the page; the value of one without is empty. */
export interface TagAttribute {
  readonly name: string;
  readonly value: string;
  /** Offset of the attribute's name. */
  readonly start: number;
  /** Offset of the value, behind its quote. */
  readonly valueStart: number;
}

/** An opening tag of a page. */
export interface Tag {
  readonly name: string;
  readonly attributes: readonly TagAttribute[];
}

const value = /\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)/.source;
const attribute = `\\s+[^\\s"'<>/=]+(?:${value})?`;
const tags = new RegExp(`<([a-z][\\w-]*)((?:${attribute})*)\\s*/?>`, 'gi');
const attributes = /(\s+)([^\s"'<>/=]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

function attributesIn(text: string, offset: number): TagAttribute[] {
  return [...text.matchAll(attributes)].map((match) => {
    const [, space = '', name = '', given = '', double, single, plain] = match;
    const found = double ?? single ?? plain ?? '';
    const start = offset + match.index + space.length;
    const isQuoted = double !== undefined || single !== undefined;
    const valueStart = start + name.length + given.length - found.length - (isQuoted ? 1 : 0);
    return { name: name.toLowerCase(), value: found, start, valueStart };
  });
}

/** The opening tags of a page, in its order. */
export const tagsIn = (html: string): Tag[] =>
  [...html.matchAll(tags)].map((match) => {
    const [, name = '', rest = ''] = match;
    return {
      name: name.toLowerCase(),
      attributes: attributesIn(rest, match.index + 1 + name.length),
    };
  });
