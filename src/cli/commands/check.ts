import path from 'node:path';
import type { ModelSite } from '../../shared/model/modelSite';
import { toFailureInfo, type FailureInfo } from '../../shared/base/failures';
import type { SourcePosition } from '../../shared/base/source';
import type { Finding, Report } from '../../shared/report/report';
import type { Command } from '../run/command';
import { openEngine } from '../run/engine';
import { exitCodeOf, exitCodes, type ExitCode } from '../terminal/exitCodes';
import { failingFindings } from '../run/failOn';
import { jsonText, takesStdout, writeOutputs } from '../output/files';
import { findingsText } from '../output/findingsText';
import { sarif } from '../output/sarif';
import { failureText, runModel, type Runner } from '../run/runModel';
import { searchPaths } from '../run/searchPaths';
import { shownFile, type FoundSite } from '../run/sites';
import { tellStrays } from '../run/strayOverrides';
import type { Terminal } from '../terminal/terminal';
import { homepage, version } from '../terminal/version';

type CheckCommand = Extract<Command, { name: 'check' }>;

/** The outcome for each model: a report or a failure. */
interface Outcome {
  readonly reports: readonly Report[];
  readonly failures: readonly FailureInfo[];
}

/**
 * Inspects every model below the given paths, one after the other. Findings that `--fail-on` names
 * decide the exit code; without them, a failure of the engine and then one of a model does.
 */
export async function check(
  { paths, run, failOn, outputs }: CheckCommand,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const fails = failingFindings(failOn);
  const sites = await searchPaths(paths, terminal, signal);
  await tellStrays(sites, terminal);
  const { client } = openEngine(run);
  if (sites.length > 1) client.warm();
  try {
    const shown = takesStdout(outputs) ? { ...terminal, out: (): void => undefined } : terminal;
    const outcome = await runAll(sites, { client, run, terminal: shown, signal });
    const exitCode = verdict(outcome, fails);
    const makers = {
      json: () => jsonText(outcome),
      sarif: () => jsonText(sarif({ version, homepage, ...outcome, exitCode })),
    };
    writeOutputs(outputs, makers, terminal);
    return exitCode;
  } finally {
    client.dispose();
  }
}

async function runAll(sites: readonly FoundSite[], runner: Runner): Promise<Outcome> {
  const reports: Report[] = [];
  const failures: FailureInfo[] = [];
  const { terminal, signal } = runner;
  for (const { file, site } of sites) {
    const title = terminal.colours.bold(`${shownFile(file)}#${site.name}`);
    try {
      const { report, failure } = await runModel({ file, site: site.name }, runner);
      terminal.out(`${title}  ${findingsText(report, terminal.colours)}`);
      reports.push(report);
      if (failure) throw failure;
    } catch (error) {
      if (signal.aborted) throw error;
      const failure = { at: definition(file, site), ...toFailureInfo(error) };
      terminal.out(`${title}  ${failureText(failure)}\n`);
      failures.push(failure);
    }
  }
  return { reports, failures };
}

/** The place for a failure that has none of its own. */
const definition = (file: string, { range }: ModelSite): SourcePosition => ({
  file: shownFile(file).replaceAll(path.sep, '/'),
  ...range.start,
});

function verdict({ reports, failures }: Outcome, fails: (finding: Finding) => boolean): ExitCode {
  if (reports.some(({ findings }) => findings.some(fails))) return exitCodes.findings;
  const codes = failures.map(({ code }) => exitCodeOf(code));
  if (codes.includes(exitCodes.engineFailed)) return exitCodes.engineFailed;
  return codes.length > 0 ? exitCodes.modelFailed : exitCodes.fine;
}
