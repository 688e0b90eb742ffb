import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { Script } from 'node:vm';
import ts from 'typescript';
import type { TextPosition } from '../../../detection/modelSite';
import { positionAt } from '../../../detection/locateSites';
import { Failure } from '../../../shared/base/failures';
import { HOOK } from './entrance';
import { isHarmless } from './globals';
import type { Slice } from './slice';

/** A slice as JavaScript that can be run, and the way back from its positions to the user's text. */
export interface CompiledModule {
  readonly file: string;
  /** Values that {@link run} takes, in this order. */
  readonly takes: readonly string[];
  run(values: readonly unknown[]): Promise<void>;
  /** Position in the user's text of a 1-based position in what runs. */
  original(line: number, column: number): TextPosition;
}

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  jsx: ts.JsxEmit.ReactJSX,
  esModuleInterop: true,
  experimentalDecorators: true,
  allowJs: true,
  sourceMap: true,
  // Assigning a field and declaring it differ where a base class reads it.
  useDefineForClassFields: false,
};

const moduleNames = ['exports', 'module', 'require', HOOK];

/** A page is JavaScript to the compiler. */
const compilerName = (file: string): string => (/\.html?$/i.test(file) ? `${file}.jsx` : file);

/** Translates to JavaScript; the slice keeps its line breaks, so the map leads to lines of the user. */
export function compile({ source, edit, globals }: Slice): CompiledModule {
  const { file, tree } = source;
  const edited = edit.text();
  const { outputText, sourceMapText } = ts.transpileModule(edited, {
    fileName: compilerName(file),
    compilerOptions: {
      ...options,
      ...(ts.isExternalModule(tree) && { moduleDetection: ts.ModuleDetectionKind.Force }),
    },
  });
  const map = new TraceMap(sourceMapText ?? '');
  const editedTree = ts.createSourceFile('edited.js', edited, ts.ScriptTarget.ES2022);
  const original = (line: number, column: number): TextPosition => {
    const at = originalPositionFor(map, { line, column: column - 1 });
    if (at.line === null) return { line, column };
    const offset = editedTree.getPositionOfLineAndCharacter(at.line - 1, at.column);
    return positionAt(tree, edit.originalOffset(offset));
  };
  const takes = [...moduleNames, ...[...globals].filter((name) => !isGiven(name))];
  const script = makeScript(
    file,
    `(async function (${takes.join(', ')}) {\n${outputText}\n})`,
    original,
  );
  return {
    file,
    takes,
    run: (values) =>
      (script.runInThisContext() as (...all: readonly unknown[]) => Promise<void>)(...values),
    original,
  };
}

const isGiven = (name: string): boolean => moduleNames.includes(name) || isHarmless(name);

/** The function's head has a line of its own, so that columns stay; the offset takes it out of the line numbers. */
function makeScript(file: string, text: string, original: CompiledModule['original']): Script {
  try {
    return new Script(text, { filename: file, lineOffset: -1 });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = Number(/:(\d+)\n/.exec(error.stack ?? '')?.[1] ?? 1);
    throw new Failure('syntax-error', error.message, { file, ...original(line, 1) });
  }
}
