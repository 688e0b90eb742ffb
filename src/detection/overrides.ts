import { findNodeAtLocation, parseTree, printParseErrorCode, getNodeValue } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import * as v from 'valibot';
import { Failure } from '../shared/base/failures';
import type { Json } from '../shared/base/json';
import { isShapeName } from './shapeNames';

/** Where a workspace keeps what its definitions are built with: JSON, with comments if one likes. */
export const OVERRIDES_FILE = '.skipscope.json';

/** What the user set for one definition. */
export interface SiteOverrides {
  readonly arguments: Readonly<Record<string, Json>>;
  readonly inputShape?: readonly number[];
}

/** Definitions by `FILE#NAME`, files relative to the workspace with forward slashes. */
export type Overrides = Readonly<Record<string, SiteOverrides>>;

const json: v.GenericSchema<Json> = v.lazy(() =>
  v.union([
    v.string(),
    v.number(),
    v.boolean(),
    v.null(),
    v.array(json),
    v.record(v.string(), json),
  ]),
);
const wholeNumber = 'must be a whole number above 0';
const extent = v.pipe(v.number(wholeNumber), v.integer(wholeNumber), v.minValue(1, wholeNumber));
/** Valibot expects `never` of a key that it does not know. */
const object = ({ expected }: { expected: string | null }): string =>
  expected === 'never' ? 'is not known here' : 'must be an object';
const file = v.strictObject(
  {
    $schema: v.optional(v.string('must be a text')),
    sites: v.optional(
      v.record(
        v.string(),
        v.strictObject(
          {
            arguments: v.optional(v.record(v.string(), json, object), {}),
            inputShape: v.optional(v.array(extent, 'must be a list of numbers')),
          },
          object,
        ),
        object,
      ),
      {},
    ),
  },
  object,
);

function refuse(text: string, offset: number, why: string): never {
  const before = text.slice(0, offset).split(/\r\n|[\r\n]/);
  const column = (before.at(-1) ?? '').length + 1;
  const at = { file: OVERRIDES_FILE, line: before.length, column };
  throw new Failure('invalid-argument', `${OVERRIDES_FILE} ${why}`, at);
}

/** `CommaExpected` as `comma expected`. */
const wordsOf = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replace(/(?!^)[A-Z]/g, ' $&')
    .toLowerCase();

/** The value that a path leads to, or the innermost one around it. */
function nodeAt(tree: Node, path: readonly (string | number)[]): Node {
  return (
    findNodeAtLocation(tree, [...path]) ??
    (path.length > 0 ? nodeAt(tree, path.slice(0, -1)) : tree)
  );
}

/**
 * Reads the text of the overrides file; an empty text sets nothing. Throws a `Failure` of code
 * `invalid-argument` that says what is wrong in it, and at which line.
 */
export function readOverrides(text: string): Overrides {
  const errors: ParseError[] = [];
  const options = { allowTrailingComma: true, allowEmptyContent: true };
  const tree = parseTree(text, errors, options);
  const [wrong] = errors;
  if (wrong) refuse(text, wrong.offset, `is no valid JSON: ${wordsOf(wrong)}`);
  if (!tree) return {};
  if (tree.type !== 'object') refuse(text, tree.offset, 'does not fit: it must be an object');
  const result = v.safeParse(file, getNodeValue(tree));
  if (!result.success) {
    const [issue] = result.issues;
    const path = (issue.path ?? []).map(({ key }) => key as string | number);
    const why = `does not fit: ${path.join(' › ')} ${issue.message}`;
    return refuse(text, nodeAt(tree, path).offset, why);
  }
  return Object.fromEntries(
    Object.entries(result.output.sites).map(([site, { arguments: set, inputShape }]) => [
      site,
      { arguments: set, ...(inputShape && { inputShape }) },
    ]),
  );
}

const none: SiteOverrides = { arguments: {} };

/** What is set for a definition; `site` is `FILE#NAME`. Nothing is set for most. */
export const argumentsFor = (overrides: Overrides, site: string): SiteOverrides =>
  (Object.hasOwn(overrides, site) ? overrides[site] : undefined) ?? none;

/** How the overrides file names a definition; `file` is relative to the folder of the overrides. */
export const overridesKey = (file: string, name: string): string =>
  `${file.replaceAll('\\', '/')}#${name}`;

/**
 * What is wanted for one run before what the workspace keeps: an argument replaces the argument of its
 * name, a shape replaces the shape and every argument that is one.
 */
export function mergeOverrides(kept: SiteOverrides, wanted: Partial<SiteOverrides>): SiteOverrides {
  const shape = wanted.inputShape ?? kept.inputShape;
  const replaced = ([name]: [string, Json]): boolean =>
    wanted.inputShape === undefined || !isShapeName(name);
  const stays = Object.fromEntries(Object.entries(kept.arguments).filter(replaced));
  return { arguments: { ...stays, ...wanted.arguments }, ...(shape && { inputShape: shape }) };
}
