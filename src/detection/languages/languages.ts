import type { FixRequest, TextEdit } from '../../shared/model/fix';
import { findJavascriptSites } from '../javascript/findSites';
import { proposeJavascriptEdits } from '../javascript/fixes/proposeEdit';
import { findPythonSites } from '../python/findSites';
import { proposePythonEdits } from '../python/fixes/proposeEdit';
import type { ModelSite } from '../../shared/model/modelSite';
import { languageOf, type LanguageId } from './sourceFile';

/** A language in which models are defined. */
interface Language {
  /** The definitions of a text, in its order. Looks at syntax only, and takes half-typed text. Throws a `Failure`. */
  findSites(text: string, file: string): ModelSite[];
  /** The edits of which one makes a change, likeliest first; none if it is not certain how it should be written. */
  proposeEdits(request: FixRequest): readonly TextEdit[];
}

/** Every language, with its parser. */
const languages: Readonly<Record<LanguageId, Language>> = {
  javascript: { findSites: findJavascriptSites, proposeEdits: proposeJavascriptEdits },
  python: { findSites: findPythonSites, proposeEdits: proposePythonEdits },
};

const languageFor = (file: string): Language | undefined => {
  const id = languageOf(file);
  return id && languages[id];
};

/**
 * The model definitions of a text, in its order; none if no language has files of this name. Looks at
 * syntax only, never runs anything, and takes half-typed text. Throws a `Failure` of code `syntax-error` for a text
 * that nests deeper than the stack is high.
 */
export const findSites = (text: string, file: string): ModelSite[] =>
  languageFor(file)?.findSites(text, file) ?? [];

/**
 * The edits of which one makes a change in a text, likeliest first: only a build tells which one suits every call of
 * the code. None if it is not certain how the change should be written.
 */
export const proposeEdits = (request: FixRequest): readonly TextEdit[] =>
  languageFor(request.file)?.proposeEdits(request) ?? [];
