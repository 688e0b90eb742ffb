import { isJavascript, javascriptEndings } from '../javascript/sourceFile';
import { isPython, pythonEndings } from '../python/sourceFile';

/** The files of one language, by their names. */
interface LanguageFiles {
  readonly endings: readonly string[];
  readonly includes: (file: string) => boolean;
}

/** Every language, apart from its parser, which is large and not needed everywhere; `languages` has the rest. */
export const languageFiles = {
  javascript: { endings: javascriptEndings, includes: isJavascript },
  python: { endings: pythonEndings, includes: isPython },
} as const satisfies Readonly<Record<string, LanguageFiles>>;

export type LanguageId = keyof typeof languageFiles;

const all = Object.entries(languageFiles) as [LanguageId, LanguageFiles][];

/** The language that a file of this name may define a model in. */
export const languageOf = (file: string): LanguageId | undefined =>
  all.find(([, { includes }]) => includes(file))?.[0];

/** Tells whether a file of this name may define a model in source. */
export const isSourceFile = (file: string): boolean => languageOf(file) !== undefined;

/** The endings of all source files, without the dot. */
export const sourceEndings: readonly string[] = all.flatMap(([, { endings }]) => endings);
