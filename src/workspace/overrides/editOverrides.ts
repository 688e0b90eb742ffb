import { applyEdits, modify, parse, type FormattingOptions, type JSONPath } from 'jsonc-parser';
import type { Json } from '../../shared/base/json';
import { ownValue } from '../../shared/base/ownValue';
import type { OverrideEdit } from '../../shared/protocol/detectionContract';

/** The layout of a text; two spaces if it has none. */
function layoutOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** Sets a value, or removes it if `undefined`. The value goes in unformatted, so that `[32,32,3]` stays on one line. */
function set(text: string, path: JSONPath, value: Json | undefined): string {
  const place = value === undefined ? undefined : null;
  const formattingOptions = layoutOf(text);
  const placed = applyEdits(text, modify(text, path, place, { formattingOptions }));
  return value === undefined ? placed : applyEdits(placed, modify(placed, path, value, {}));
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Removes an object that has become empty. */
function withoutEmpty(text: string, path: readonly string[]): string {
  let value: unknown = parse(text);
  for (const key of path) value = ownValue((value ?? {}) as Record<string, unknown>, key);
  return isEmpty(value) ? set(text, [...path], undefined) : text;
}

/**
 * Edits one definition (`FILE#NAME`) in the text of an overrides file; the rest keeps its comments, order and
 * layout. `readOverrides` must accept the text.
 */
export function editOverrides(text: string, site: string, edit: OverrideEdit): string {
  const own = ['sites', site];
  let next = text.trim() === '' ? '{}' : text;
  for (const [name, value] of Object.entries(edit.arguments ?? {})) {
    next = set(next, [...own, 'arguments', name], value);
  }
  if ('inputShape' in edit) next = set(next, [...own, 'inputShape'], edit.inputShape);
  next = withoutEmpty(withoutEmpty(next, [...own, 'arguments']), own);
  return next.endsWith('\n') ? next : `${next}\n`;
}
