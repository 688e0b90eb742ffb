import ts from 'typescript';
import { positionAt } from '../../../../detection/javascript/locateSites';
import { parseSource } from '../../../../detection/javascript/parseSource';
import { Failure } from '../../../../shared/base/failures';
import { reportPath } from '../../../../workspace/reportPath';

/** A parsed file with its names resolved; nothing outside the file is looked at. */
export interface ModuleSource {
  /** Absolute path. */
  readonly file: string;
  /** The text that was parsed: of a page only the scripts, at their places. */
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  /** The first syntax error. */
  readonly syntaxError?: { readonly message: string; readonly offset: number };
}

const options: ts.CompilerOptions = {
  noLib: true,
  noResolve: true,
  allowJs: true,
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ES2022,
  types: [],
};

/** Endings that the compiler knows; a page is read as JavaScript. */
const compilerName = (file: string): string =>
  /\.[mc]?[jt]sx?$/i.test(file) ? file : `${file}.jsx`;

// The compiler complains about types in JavaScript (Flow), and takes them out all the same.
const isTypeInScript = (code: number): boolean => code >= 8000 && code < 8100;

/** Throws a `Failure` of code `syntax-error` if a file is no valid program. */
export function refuseSyntaxErrors({ file, tree, syntaxError }: ModuleSource, root: string): void {
  if (!syntaxError) return;
  const at = { file: reportPath(file, root), ...positionAt(tree, syntaxError.offset) };
  throw new Failure('syntax-error', syntaxError.message, at);
}

export const readModule = (file: string, text: string): ModuleSource =>
  checkModule(file, parseSource(text, file));

/** Resolves the names of a file that has been parsed. */
export function checkModule(file: string, tree: ts.SourceFile): ModuleSource {
  const name = compilerName(file);
  const host: ts.CompilerHost = {
    getSourceFile: (wanted) => (wanted === name ? tree : undefined),
    getDefaultLibFileName: () => '',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (wanted) => wanted === name,
    readFile: () => undefined,
  };
  const program = ts.createProgram([name], options, host);
  const [first] = program.getSyntacticDiagnostics(tree).filter(({ code }) => !isTypeInScript(code));
  return {
    file,
    text: tree.text,
    tree,
    checker: program.getTypeChecker(),
    ...(first && {
      syntaxError: {
        message: ts.flattenDiagnosticMessageText(first.messageText, ' '),
        offset: first.start,
      },
    }),
  };
}
