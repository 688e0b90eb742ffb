import { Failure } from '../../shared/base/failures';
import { locateSites } from './locateSites';
import type { ModelSite } from '../../shared/model/modelSite';
import { parseSource, unparsable } from './parseSource';

// Nothing that makes a model can be written without one of these words.
const hint = /\b(?:sequential|Sequential|model|LayersModel|variable|load(?:Layers|Graph)?Model)\b/;
const subject = /\btf\b|tensorflow/;

/** The cheap test before the parser: whether a text may define a model at all. */
const mayDefineModel = (text: string): boolean => subject.test(text) && hint.test(text);

/**
 * The model definitions of a text, in its order. Looks at syntax only, never runs anything, and takes
 * half-typed text. The ending of `file` decides between JS, TS, JSX, TSX and HTML. Throws a `Failure` of code
 * `syntax-error` for a text that nests deeper than the stack is high.
 */
export function findJavascriptSites(text: string, file: string): ModelSite[] {
  if (!mayDefineModel(text)) return [];
  try {
    return locateSites(parseSource(text, file)).map(({ site }) => site);
  } catch (error) {
    const failure = error instanceof RangeError ? unparsable(error) : error;
    // Half-typed text may stop the parser: there is nothing to find until more is typed.
    if (isUnparsable(failure)) return [];
    throw failure;
  }
}

const isUnparsable = (error: unknown): boolean =>
  error instanceof Failure &&
  typeof error.detail !== 'string' &&
  error.detail.code === 'detection.unparsable';
