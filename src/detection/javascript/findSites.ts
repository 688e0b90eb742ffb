import { Failure } from '../../shared/base/failures';
import { locateSites } from './locateSites';
import type { ModelSite } from '../../shared/model/modelSite';
import { parseSource } from './parseSource';
import { isSourceFile } from './sourceFile';

// Nothing that makes a model can be written without one of these words.
const hint = /\b(?:sequential|Sequential|model|LayersModel|variable|load(?:Layers|Graph)?Model)\b/;
const subject = /\btf\b|tensorflow/;

/** The cheap test before the parser: whether a text may define a model at all. */
const mayDefineModel = (text: string): boolean => subject.test(text) && hint.test(text);

/**
 * The model definitions of a text, in its order. Looks at syntax only, never runs anything, and takes
 * half-typed text. `file` decides the language (JS, TS, JSX, TSX, HTML); other files have no sites.
 */
export function findSites(text: string, file: string): ModelSite[] {
  if (!isSourceFile(file) || !mayDefineModel(text)) return [];
  try {
    return locateSites(parseSource(text, file)).map(({ site }) => site);
  } catch (error) {
    // What stops the parser is half-typed: there is nothing to find until more is there.
    if (error instanceof Failure) return [];
    throw error;
  }
}
