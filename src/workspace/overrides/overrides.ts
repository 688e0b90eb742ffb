import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import * as v from 'valibot';
import { Failure } from '../../shared/base/failures';
import type { Json } from '../../shared/base/json';
import type { Message } from '../../shared/base/message';
import type { SourcePosition } from '../../shared/base/source';
import type { DataPlace } from '../../shared/protocol/inspectRequest';
import type { OwnThresholds } from '../../shared/report/thresholds';
import { message } from '../../shared/words/message';
import { overridesSchema, type OverridesFault } from './overridesSchema';
import { isShapeName } from '../../detection/shapeNames';

/** The file in which a workspace keeps the arguments of its definitions: JSON, comments allowed. */
export const OVERRIDES_FILE = '.skipscope.json';

/** The overrides of one definition. */
export interface SiteOverrides {
  readonly arguments: Readonly<Record<string, Json>>;
  readonly inputShape?: readonly number[];
  /** Paths as they are written: relative to the workspace. */
  readonly data?: Omit<DataPlace, 'at'>;
}

/** The overrides of a workspace. */
export interface Overrides {
  /** By `FILE#NAME`, files relative to the workspace with forward slashes. */
  readonly sites: Readonly<Record<string, SiteOverrides>>;
  /** Limits of findings, for all definitions. */
  readonly thresholds: OwnThresholds;
}

/** The overrides of a workspace that sets nothing. */
export const noOverrides: Overrides = { sites: {}, thresholds: {} };

/** Where the lines of a text end, their breaks included. */
const lineEnds = (text: string): readonly number[] =>
  Array.from(text.matchAll(/\r\n|[\r\n]/g), ({ index, 0: end }) => index + end.length);

function positionAt(ends: readonly number[], offset: number): SourcePosition {
  const before = ends.filter((end) => end <= offset);
  return {
    file: OVERRIDES_FILE,
    line: before.length + 1,
    column: offset - (before.at(-1) ?? 0) + 1,
  };
}

function refuse(text: string, offset: number, why: Message): never {
  throw new Failure('invalid-argument', why, positionAt(lineEnds(text), offset));
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

/** Arguments nest a few levels; what nests without end ends the stack of whoever reads it. */
const DEEPEST = 100;
function checkDepth(text: string): void {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const at = scanner.getTokenOffset();
    const sign = text.charAt(at);
    if (sign === '{' || sign === '[') depth += 1;
    if (sign === '}' || sign === ']') depth -= 1;
    if (depth <= DEEPEST) continue;
    const values = { file: OVERRIDES_FILE, levels: DEEPEST };
    refuse(text, at, message('detection.overrides-nested', values));
  }
}

/**
 * Reads the text of the overrides file; an empty text sets nothing. Throws a `Failure` of code
 * `invalid-argument` with the fault and its line.
 */
export function readOverrides(text: string): Overrides {
  checkDepth(text);
  const errors: ParseError[] = [];
  const options = { allowTrailingComma: true, allowEmptyContent: true };
  const tree = parseTree(text, errors, options);
  const [wrong] = errors;
  const file = OVERRIDES_FILE;
  if (wrong) {
    const why = message('detection.overrides-json', { file, problem: wordsOf(wrong) });
    refuse(text, wrong.offset, why);
  }
  if (!tree) return noOverrides;
  if (tree.type !== 'object') {
    refuse(text, tree.offset, message('detection.overrides-no-object', { file }));
  }
  const result = v.safeParse(overridesSchema, getNodeValue(tree));
  if (!result.success) {
    const [issue] = result.issues;
    const path = (issue.path ?? []).map(({ key }) => key as string | number);
    const fault = issue.message as OverridesFault;
    const why = message(`detection.overrides-${fault}`, { file, path: path.join(' › ') });
    return refuse(text, nodeAt(tree, path).offset, why);
  }
  const { sites, thresholds } = result.output;
  const entries = Object.entries(sites).map(([site, set]) => [site, siteOverrides(set)]);
  return { sites: Object.fromEntries(entries) as Overrides['sites'], thresholds };
}

type SiteInput = v.InferOutput<typeof overridesSchema>['sites'][string];

const siteOverrides = ({ arguments: set, inputShape, data }: SiteInput): SiteOverrides => ({
  arguments: set,
  ...(inputShape && { inputShape }),
  ...(data !== undefined && { data: typeof data === 'string' ? { inputs: data } : data }),
});

type PositionOf = (path: readonly string[], part?: 'key' | 'value') => SourcePosition;

/** Finds the places of values in the text of the overrides file, or of the keys before them. */
export function overridesPositions(text: string): PositionOf {
  const tree = parseTree(text);
  const ends = lineEnds(text);
  return (path, part = 'value') => {
    const value = tree && nodeAt(tree, path);
    const key = value?.parent?.type === 'property' ? value.parent : value;
    return positionAt(ends, (part === 'key' ? key : value)?.offset ?? 0);
  };
}

const none: SiteOverrides = { arguments: {} };

/** The overrides of a definition, which are empty for most; `site` is `FILE#NAME`. */
export const argumentsFor = (overrides: Overrides, site: string): SiteOverrides =>
  (Object.hasOwn(overrides.sites, site) ? overrides.sites[site] : undefined) ?? none;

/** The name of a definition in the overrides file; `file` is relative to the folder of that file. */
export const overridesKey = (file: string, name: string): string =>
  `${file.replaceAll('\\', '/')}#${name}`;

/** The parts of a name in the overrides file; no file where nothing marks its end. */
export function keyParts(key: string): { readonly file: string; readonly name: string } {
  const mark = key.lastIndexOf('#');
  return { file: key.slice(0, Math.max(0, mark)), name: key.slice(mark + 1) };
}

/**
 * Merges the values for one run over the workspace's overrides: an argument replaces the argument of its
 * name, a shape replaces the shape and every argument that is one.
 */
export function mergeOverrides(kept: SiteOverrides, wanted: Partial<SiteOverrides>): SiteOverrides {
  const shape = wanted.inputShape ?? kept.inputShape;
  const replaced = ([name]: [string, Json]): boolean =>
    wanted.inputShape === undefined || !isShapeName(name);
  const stays = Object.fromEntries(Object.entries(kept.arguments).filter(replaced));
  return { arguments: { ...stays, ...wanted.arguments }, ...(shape && { inputShape: shape }) };
}
