import { toFailureInfo } from '../../shared/base/failures';
import type { Report } from '../../shared/report/report';
import { isUnbuilt } from '../../shared/report/selectors';
import { trialText } from '../../shared/words/trialText';
import { htmlReport } from '../../export/htmlReport';
import type { Command } from '../run/command';
import { endFailure } from '../run/endFailure';
import { openEngine } from '../run/engine';
import { exitCodeOf, exitCodes, type ExitCode } from '../terminal/exitCodes';
import { jsonText, readPage, takesStdout, writeOutputs } from '../output/files';
import { reportText } from '../output/reportText';
import { sarif } from '../output/sarif';
import { runModel, type Inspection, type Runner } from '../run/runModel';
import { readTarget, type Target } from '../run/sites';
import { tryFixes } from '../run/tryFixes';
import type { Interrupt } from '../terminal/interrupt';
import type { Terminal } from '../terminal/terminal';
import { homepage, version } from '../terminal/version';

type InspectCommand = Extract<Command, { name: 'inspect' }>;

/**
 * Runs the whole pipeline on one model and writes the requested outputs. Rejects with a `Failure`, after the
 * report of the model's structure if only its probe failed.
 */
export async function inspect(
  { target, tryFixes: tries, run, outputs }: InspectCommand,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const found = await readTarget(target);
  const { client, printed } = openEngine(terminal, run);
  try {
    const runner = { client, run, terminal, interrupt };
    const inspection = await runModel(found, runner);
    write(inspection, outputs, terminal);
    if (tries) await tellTrials(inspection.report, found, runner);
    if (inspection.failure) throw inspection.failure;
    return isUnbuilt(inspection.report) ? exitCodes.modelFailed : exitCodes.fine;
  } catch (error) {
    const said = toFailureInfo(error).code === 'cancelled' ? '' : printed().trim();
    if (said !== '') terminal.err(`${terminal.colours.dim(`The engine printed:\n${said}`)}\n`);
    throw error;
  } finally {
    client.dispose();
  }
}

/** On stderr where a report takes stdout. */
async function tellTrials(report: Report, target: Target, runner: Runner): Promise<void> {
  for (const trial of await tryFixes(report, target, runner))
    runner.terminal.err(`${trial.finding.code}: ${trialText(trial)}\n`);
}

function write(
  { report, failure }: Inspection,
  outputs: InspectCommand['outputs'],
  terminal: Terminal,
): void {
  if (!takesStdout(outputs))
    terminal.out(reportText(report, terminal.colours, failure !== undefined));
  const end = endFailure(report);
  const failures = failure ? [toFailureInfo(failure)] : end ? [end] : [];
  const built = isUnbuilt(report) ? exitCodes.modelFailed : exitCodes.fine;
  const exitCode = failure ? exitCodeOf(failure.code) : built;
  const makers = {
    json: () => jsonText(report),
    html: () => htmlReport(report, readPage()),
    sarif: () => jsonText(sarif({ version, homepage, reports: [report], failures, exitCode })),
  };
  writeOutputs(outputs, makers, terminal);
}
