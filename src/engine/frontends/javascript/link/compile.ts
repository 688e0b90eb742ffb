import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { Script } from 'node:vm';
import ts from 'typescript';
import type { TextPosition } from '../../../../shared/model/modelSite';
import { optionExpression, sizeText } from '../../../../detection/javascript/sizeExpressions';
import type { AbsentNumber } from '../../../tfjs/userCode/absentNumbers';
import { positionAt } from '../../../../detection/javascript/locateSites';
import { Failure } from '../../../../shared/base/failures';
import { HOOK } from '../slice/entrance';
import { isHarmless } from './harmlessNames';
import { importOf } from '../slice/imports';
import type { Slice } from '../slice/slice';
import { CALLS, recordCalls } from './recordCalls';

/** A slice as JavaScript that can be run, and the way back from its positions to the user's text. */
export interface CompiledModule {
  readonly file: string;
  /** It imports or exports, and says so to those that import it before it has run. */
  readonly isModule: boolean;
  /** Values that {@link run} takes, in this order. */
  readonly takes: readonly string[];
  run(values: readonly unknown[]): Promise<void>;
  /**
   * Position in the user's text of a 1-based position in the compiled code; none for code that the compiler
   * added.
   */
  original(line: number, column: number): TextPosition | undefined;
  /** The name that the call at a position of the user's text is given first, if it is one. */
  argumentAt(at: TextPosition): string | undefined;
  /** The place where it imports a module. */
  importOf(specifier: string): TextPosition | undefined;
  /** The expression that the call at a position gives a layer's option, with its place. */
  optionAt(at: TextPosition, which: AbsentNumber): WrittenExpression | undefined;
}

/** An expression of the user's text. */
interface WrittenExpression {
  readonly text: string;
  readonly at: TextPosition;
}

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  jsx: ts.JsxEmit.ReactJSX,
  esModuleInterop: true,
  experimentalDecorators: true,
  allowJs: true,
  sourceMap: true,
  // Assigning a field and declaring it differ if a base class reads it.
  useDefineForClassFields: false,
};

const moduleNames = ['exports', 'module', 'require', HOOK, CALLS];

/** The file name that decides the language: `.mjs` would keep its imports, and a page is JavaScript. */
const compilerName = (file: string): string => {
  if (/\.tsx$/i.test(file)) return 'module.tsx';
  return /\.[mc]?ts$/i.test(file) ? 'module.ts' : 'module.jsx';
};

/**
 * Translates to JavaScript with its calls and iterations recorded; code that cannot be recorded (a function
 * declared twice) runs without. The slice keeps its line breaks, so the map leads to lines of the user.
 */
export function compile(slice: Slice, shownFile: string): CompiledModule {
  try {
    const { source, edit } = slice;
    const lineOf = (offset: number): number =>
      positionAt(source.tree, edit.originalOffset(offset)).line;
    return compileWith(slice, shownFile, { before: [recordCalls(lineOf)] });
  } catch (error) {
    if (error instanceof Failure) return compileWith(slice, shownFile, {});
    throw error;
  }
}

function compileWith(
  { source, edit, globals }: Slice,
  shownFile: string,
  transformers: ts.CustomTransformers,
): CompiledModule {
  const { file, tree } = source;
  const edited = edit.text();
  const { outputText, sourceMapText } = ts.transpileModule(edited, {
    fileName: compilerName(file),
    transformers,
    compilerOptions: {
      ...options,
      ...(ts.isExternalModule(tree) && { moduleDetection: ts.ModuleDetectionKind.Force }),
    },
  });
  const map = new TraceMap(sourceMapText ?? '');
  const lines = ts.createSourceMapSource('edited.js', edited);
  const original = (line: number, column: number): TextPosition | undefined => {
    // The function around the text has a line before the first.
    const at = originalPositionFor(map, {
      line: Math.max(1, line),
      column: Math.max(0, column - 1),
    });
    if (line < 1 || at.line === null) return undefined;
    const offset = ts.getPositionOfLineAndCharacter(lines, at.line - 1, at.column);
    const place = edit.originalOffset(offset);
    // Behind the text stand only insertions of ours.
    return place < source.text.length ? positionAt(tree, place) : undefined;
  };
  const takes = [...moduleNames, ...[...globals].filter((name) => !isGiven(name))];
  const text = `(async function (${takes.join(', ')}) {\n${outputText}\n})`;
  const script = inScript({ text, file, shownFile, original });
  return {
    file,
    isModule: ts.isExternalModule(tree),
    takes,
    run: (values) =>
      (script.runInThisContext() as (...all: readonly unknown[]) => Promise<void>)(...values),
    original,
    argumentAt: (at) => argumentAt(tree, at),
    importOf: (specifier) => {
      const literal = importOf(tree, specifier);
      return literal && positionAt(tree, literal.getStart(tree));
    },
    optionAt: (at, { option, index }) => {
      const call = callAt(tree, at);
      const written = call && optionExpression(call, option, index);
      return written && { text: sizeText(written), at: positionAt(tree, written.getStart(tree)) };
    },
  };
}

/** The innermost call around a position is the one that V8 names by its last part: `layer.apply(all)`. */
function callAt(
  tree: ts.SourceFile,
  { line, column }: TextPosition,
): ts.CallExpression | undefined {
  const offset = tree.getPositionOfLineAndCharacter(line - 1, column - 1);
  let found: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (offset < node.getStart(tree) || offset >= node.end) return;
    if (ts.isCallExpression(node) && isNamedAt(node.expression, offset, tree)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function argumentAt(tree: ts.SourceFile, at: TextPosition): string | undefined {
  const [first] = callAt(tree, at)?.arguments ?? [];
  return first && (ts.isIdentifier(first) || ts.isPropertyAccessExpression(first))
    ? first.getText(tree)
    : undefined;
}

const isNamedAt = (callee: ts.Expression, offset: number, tree: ts.SourceFile): boolean =>
  (ts.isPropertyAccessExpression(callee) ? callee.name : callee).getStart(tree) === offset;

const isGiven = (name: string): boolean => moduleNames.includes(name) || isHarmless(name);

interface ScriptText {
  readonly text: string;
  readonly file: string;
  readonly shownFile: string;
  readonly original: CompiledModule['original'];
}

/**
 * The function's head has a line of its own, which keeps the columns; the offset takes it out of the line
 * numbers.
 */
function inScript({ text, file, shownFile, original }: ScriptText): Script {
  try {
    return new Script(text, { filename: file, lineOffset: -1 });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = Number(/:(\d+)\n/.exec(error.stack ?? '')?.[1] ?? 1);
    const at = original(line, 1) ?? { line: 1, column: 1 };
    throw new Failure('syntax-error', error.message, { file: shownFile, ...at });
  }
}
