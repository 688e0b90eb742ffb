import type { Disposable } from '../../../shared/base/lifecycle';
import type { CommandArguments, CommandId, LinePlace } from '../manifest/contributions';
import type { ProbedLine } from './probedLines';

/** The commands that take a line. */
type LineCommand = {
  [C in CommandId]: [LinePlace] extends CommandArguments[C] ? C : never;
}[CommandId];

/** A command that a feature offers for lines of models. */
export interface LineAction {
  readonly command: LineCommand;
  /** The text of its link; `undefined` for a line that it can do nothing for. */
  text(line: Pick<ProbedLine, 'summary' | 'seen'>): string | undefined;
}

interface OfferedAction {
  readonly command: LineCommand;
  readonly text: string;
}

/** The commands that features offer for a line, to be shown wherever the line's numbers are. */
export class LineActions {
  private readonly actions = new Set<LineAction>();

  add(action: LineAction): Disposable {
    this.actions.add(action);
    return { dispose: () => this.actions.delete(action) };
  }

  /** The actions for a line, in the order in which features added them. */
  of(line: Pick<ProbedLine, 'summary' | 'seen'>): readonly OfferedAction[] {
    return [...this.actions].flatMap((action) => {
      const text = action.text(line);
      return text === undefined ? [] : [{ command: action.command, text }];
    });
  }
}
