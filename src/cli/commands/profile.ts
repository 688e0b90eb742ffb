import { toFailureInfo } from '../../shared/base/failures';
import type { Progress } from '../../shared/protocol/inspectRequest';
import type { ProfileRequest } from '../../shared/protocol/profileRequest';
import { checkBudget } from '../../shared/report/budget';
import type { Report } from '../../shared/report/report';
import { costMarkdown, costSheet } from '../../shared/words/profileSheet';
import { tableCsv, type Profiled } from '../../shared/words/profileTables';
import { htmlReport } from '../../export/htmlReport';
import { jsonText, readPage, takesStdout, writeOutputs } from '../output/files';
import { profileText } from '../output/profileText';
import type { Command } from '../run/command';
import { openEngine, requestFor } from '../run/engine';
import { asProfiled } from '../run/profiled';
import type { ProfileOptionsHere } from '../run/profileOptions';
import { readTarget, shownFile } from '../run/sites';
import { exitCodes, type ExitCode } from '../terminal/exitCodes';
import type { Interrupt } from '../terminal/interrupt';
import { ProgressLine } from '../terminal/progressLine';
import type { Terminal } from '../terminal/terminal';
import { oneLine } from '../terminal/visible';
import { Failure } from '../../shared/base/failures';

type ProfileCommand = Extract<Command, { name: 'profile' }>;

/** Times a model's training steps and writes what was asked for; 1 where it breaks a budget. Rejects with a `Failure`. */
export async function profile(
  { asked }: ProfileCommand,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const target = await readTarget(asked.target);
  const { client, printed } = openEngine(terminal, asked.run);
  const progress = new ProgressLine(terminal, oneLine(target.site || shownFile(target.file)));
  try {
    const request: ProfileRequest = {
      ...requestFor(target, asked.run),
      profile: asked.settings,
    };
    const listener = { progress: (at: Progress) => progress.show(at) };
    const report = await interrupt.during(() =>
      client.run({ kind: 'profile', ...request }, listener, interrupt.signal),
    );
    progress.dispose();
    return show(asProfiled(report), asked, terminal);
  } catch (error) {
    progress.dispose();
    const said = toFailureInfo(error).code === 'cancelled' ? '' : printed().trim();
    if (said !== '') terminal.err(`${terminal.colours.dim(`The engine printed:\n${said}`)}\n`);
    throw error instanceof Failure ? error.placedAt(target.at) : error;
  } finally {
    client.dispose();
  }
}

function show(report: Report & Profiled, asked: ProfileOptionsHere, terminal: Terminal): ExitCode {
  const { outputs, budget } = asked;
  if (!takesStdout(outputs)) terminal.out(profileText(report, asked, terminal.colours));
  const makers = {
    json: () => jsonText(report),
    csv: () => tableCsv(costSheet(report)),
    markdown: () => costMarkdown(report),
    html: () => htmlReport(report, readPage()),
  };
  writeOutputs(outputs, makers, terminal);
  return checkBudget(report, budget).broken.length > 0 ? exitCodes.findings : exitCodes.fine;
}
