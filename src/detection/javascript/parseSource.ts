import ts from 'typescript';
import { Failure } from '../../shared/base/failures';
import { message } from '../../shared/words/message';
import { withHandlers } from './pageHandlers';
import { endingOf } from './sourceFile';

const kinds: Readonly<Record<string, ts.ScriptKind>> = {
  ts: ts.ScriptKind.TS,
  mts: ts.ScriptKind.TS,
  cts: ts.ScriptKind.TS,
  tsx: ts.ScriptKind.TSX,
  // JSX in a plain .js file is common, and nothing that is valid JavaScript reads differently.
  js: ts.ScriptKind.JSX,
  mjs: ts.ScriptKind.JSX,
  cjs: ts.ScriptKind.JSX,
  jsx: ts.ScriptKind.JSX,
  html: ts.ScriptKind.JSX,
  htm: ts.ScriptKind.JSX,
};

const scripts = /<script\b([^>]*)>([\s\S]*?)(?:<\/script\s*>|$)/gi;
const otherLanguage =
  /\btype\s*=\s*["']?(?!module|text\/(?:javascript|babel|jsx)|application\/javascript)[\w/.+-]+/i;
const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** Replaces everything but the code of a page by spaces, which keeps the positions of the page. */
function onlyScripts(html: string): string {
  let out = '';
  let rest = '';
  let from = 0;
  for (const match of html.matchAll(scripts)) {
    const [whole, attributes = '', body = ''] = match;
    if (otherLanguage.test(attributes)) continue;
    const start = match.index + whole.indexOf('>', 7 + attributes.length) + 1;
    out += blank(html.slice(from, start)) + body;
    rest += html.slice(from, start) + blank(body);
    from = start + body.length;
  }
  return withHandlers(out + blank(html.slice(from)), rest + html.slice(from));
}

/** `#!/usr/bin/env node` is JavaScript only at the very start. */
const withoutHashBang = (text: string): string =>
  text.startsWith('#!') ? text.replace(/^.*/, blank) : text;

/** Editors hide the byte order mark, so columns are counted without it. */
const withoutByteOrderMark = (text: string): string =>
  text.startsWith('\uFEFF') ? text.slice(1) : text;

/** The failure of a text that stops the parser, or what walks through its tree. */
export function unparsable(error: unknown): Failure {
  // A text that nests deeply overflows the stack. TypeScript 5.9 stops at a failed assertion of its own for texts
  // such as `@ tf await`.
  const isDeep = error instanceof RangeError;
  const why = message(isDeep ? 'detection.nested-too-deeply' : 'detection.unparsable');
  return new Failure('syntax-error', why, undefined, { cause: error });
}

/**
 * Parses source or a page with scripts; half-typed text gives a tree as well. Throws a `Failure` of code
 * `syntax-error`, without a place, for the rare text that stops the parser itself.
 */
export function parseSource(text: string, file: string): ts.SourceFile {
  const extension = endingOf(file);
  const plain = withoutByteOrderMark(text);
  const script = extension.startsWith('htm') ? onlyScripts(plain) : withoutHashBang(plain);
  const kind = kinds[extension] ?? ts.ScriptKind.TSX;
  try {
    return ts.createSourceFile(file, script, ts.ScriptTarget.ES2022, true, kind);
  } catch (error) {
    throw unparsable(error);
  }
}
