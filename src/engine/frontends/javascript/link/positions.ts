import type { TextPosition } from '../../../../shared/model/modelSite';
import type { SourcePosition } from '../../../../shared/base/source';
import type { AbsentNumber } from '../../../tfjs/userCode/absentNumbers';
import { callSites, stackOf, userFrames, type RunFrame } from '../../../tfjs/userCode/callStack';
import type { SourceProgram } from './program';
import { reportPath } from '../../../../workspace/reportPath';

/** A stretch of the user's text. */
export interface SourceRange {
  readonly file: string;
  readonly start: TextPosition;
  readonly end: TextPosition;
}

const isBefore = (a: TextPosition, b: TextPosition): boolean =>
  a.line < b.line || (a.line === b.line && a.column < b.column);

export const isWithin = (at: SourcePosition, { file, start, end }: SourceRange): boolean =>
  at.file === file && !isBefore(at, start) && isBefore(at, end);

/** Maps positions in the compiled code to positions in the user's text. */
export class Positions {
  private readonly modules: ReadonlyMap<string, SourceProgram['modules'][number]['compiled']>;

  constructor(
    program: SourceProgram,
    private readonly root: string,
  ) {
    this.modules = new Map(program.modules.map(({ compiled }) => [compiled.file, compiled]));
  }

  readonly isUser = (file: string): boolean => this.modules.has(file);

  /** The places of user code among frames, in their order. */
  originals(frames: readonly RunFrame[]): SourcePosition[] {
    return frames.flatMap(({ file, line, column }) => {
      const position = this.modules.get(file)?.original(line, column);
      return position ? [{ file: reportPath(file, this.root), ...position }] : [];
    });
  }

  /** The user's innermost place on the stack, now. */
  here(): SourcePosition | undefined {
    return this.originals(userFrames(callSites(), this.isUser))[0];
  }

  /** The name that the call at a place is given first, if it is one. */
  argumentAt({ file, line, column }: SourcePosition): string | undefined {
    return this.moduleOf(file)?.argumentAt({ line, column });
  }

  /** The expression that the call at a place gives a layer's option. */
  optionAt(
    { file, line, column }: SourcePosition,
    which: AbsentNumber,
  ): { readonly text: string; readonly at: SourcePosition } | undefined {
    const written = this.moduleOf(file)?.optionAt({ line, column }, which);
    return written && { text: written.text, at: { file, ...written.at } };
  }

  /** The place where a file of the program imports a module. */
  importIn(file: string, specifier: string): SourcePosition | undefined {
    const at = this.modules.get(file)?.importOf(specifier);
    return at && { file: reportPath(file, this.root), ...at };
  }

  private moduleOf(file: string) {
    return [...this.modules.values()].find((one) => reportPath(one.file, this.root) === file);
  }

  /** The user's innermost place where an error was thrown. */
  thrownAt(error: Error): SourcePosition | undefined {
    const frames = userFrames(callSites(error), this.isUser);
    return this.originals(frames.length > 0 ? frames : this.inText(stackOf(error)))[0];
  }

  /** For an error whose stack was turned into text before it got here. */
  private inText(stack: string): RunFrame[] {
    const places = stack.matchAll(/\(?((?:\w:)?[^():\n]+):(\d+):(\d+)\)?$/gm);
    return [...places]
      .map(([, file = '', line, column]) => ({
        file: file.replace(/^\s*at\s+/, '').trim(),
        line: Number(line),
        column: Number(column),
      }))
      .filter(({ file }) => this.isUser(file));
  }
}
