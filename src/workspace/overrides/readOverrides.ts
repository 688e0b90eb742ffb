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
import type { Message } from '../../shared/base/message';
import type { SourcePosition } from '../../shared/base/source';
import type { Overrides, SiteOverrides } from '../../shared/protocol/overrides';
import type { Budget } from '../../shared/report/budget';
import { readBudget } from '../../shared/report/budgetText';
import { message } from '../../shared/words/message';
import { noOverrides, OVERRIDES_FILE } from './overrides';
import { overridesSchema, type OverridesFault } from './overridesSchema';

/** The ends of the lines of a text, breaks included. */
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

/** The schema has refused what says nothing. */
function budgetOf(given: NonNullable<SiteInput['budget']>): Budget {
  const budget = readBudget(given);
  return 'wrong' in budget ? {} : budget;
}

const siteOverrides = ({ arguments: set, inputShape, data, budget }: SiteInput): SiteOverrides => ({
  arguments: set,
  ...(inputShape && { inputShape }),
  ...(data !== undefined && { data: typeof data === 'string' ? { inputs: data } : data }),
  ...(budget && { budget: budgetOf(budget) }),
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
