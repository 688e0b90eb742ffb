import { relative } from 'node:path';
import type { SourcePosition } from '../../../shared/base/source';
import { callSites, userFrames, type RunFrame } from './layerTrace';
import type { SourceProgram } from './program';

/** The way of a file in a report: from the root, with forward slashes. */
export const reportPath = (file: string, root: string): string =>
  relative(root, file).replaceAll('\\', '/');

/** Leads from places in what runs to places in the user's text. */
export class Positions {
  private readonly modules: ReadonlyMap<string, SourceProgram['modules'][number]['compiled']>;

  constructor(
    program: SourceProgram,
    private readonly root: string,
  ) {
    this.modules = new Map(program.modules.map(({ compiled }) => [compiled.file, compiled]));
  }

  readonly isUser = (file: string): boolean => this.modules.has(file);

  original({ file, line, column }: RunFrame): SourcePosition {
    const position = this.modules.get(file)?.original(line, column) ?? { line, column };
    return { file: reportPath(file, this.root), ...position };
  }

  /** The user's innermost place on the stack, now. */
  here(): SourcePosition | undefined {
    const [frame] = userFrames(callSites(), this.isUser);
    return frame && this.original(frame);
  }

  /** The user's innermost place where an error was thrown. */
  thrownAt(error: Error): SourcePosition | undefined {
    const [frame] = userFrames(callSites(error), this.isUser);
    const found = frame ?? this.inText(error.stack ?? '');
    return found && this.original(found);
  }

  /** For an error whose stack was turned into text before it got here. */
  private inText(stack: string): RunFrame | undefined {
    for (const [, file = '', line, column] of stack.matchAll(
      /\(?((?:\w:)?[^():\n]+):(\d+):(\d+)\)?$/gm,
    )) {
      const path = file.replace(/^\s*at\s+/, '').trim();
      if (this.isUser(path)) return { file: path, line: Number(line), column: Number(column) };
    }
    return undefined;
  }
}
