import { toFailureInfo, type FailureInfo } from '../../shared/base/failures';
import type { Finding, Report } from '../../shared/report/report';
import type { Command } from '../run/command';
import { openEngine } from '../run/engine';
import { languageOf } from '../../detection/languages/sourceFile';
import { exitCodes, failuresExitCode, type ExitCode } from '../terminal/exitCodes';
import { failingFindings } from '../run/failOn';
import { jsonText, takesStdout, writeOutputs } from '../output/files';
import { checkedText } from '../output/checkedText';
import { sarif } from '../output/sarif';
import { failureText } from '../terminal/failureText';
import { runModel, type Runner } from '../run/runModel';
import { searchPaths } from '../run/searchPaths';
import { placeIn, shownFile, type FoundSite } from '../run/sites';
import { tellStrays } from '../run/strayOverrides';
import { oneLine } from '../terminal/visible';
import type { Interrupt } from '../terminal/interrupt';
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
  interrupt: Interrupt,
): Promise<ExitCode> {
  const fails = failingFindings(failOn);
  const { sites, failures } = await searchPaths(paths, terminal, interrupt.signal);
  await tellStrays(sites, terminal);
  if (sites.length === 0) terminal.err(`No model definitions in ${paths.join(', ')}.\n`);
  const { client } = openEngine(terminal, run);
  if (sites.length > 1) client.warm(languagesOf(sites));
  try {
    const shown = takesStdout(outputs) ? { ...terminal, out: (): void => undefined } : terminal;
    for (const failure of failures) shown.out(`${failureText(failure)}\n`);
    const built = await runAll(sites, { client, run, terminal: shown, interrupt });
    const outcome = { ...built, failures: [...failures, ...built.failures] };
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

/** The languages that the definitions are written in. */
const languagesOf = (sites: readonly FoundSite[]): string[] => [
  ...new Set(sites.flatMap(({ file }) => languageOf(file) ?? [])),
];

async function runAll(sites: readonly FoundSite[], runner: Runner): Promise<Outcome> {
  const reports: Report[] = [];
  const failures: FailureInfo[] = [];
  const { terminal, interrupt } = runner;
  for (const { file, site } of sites) {
    const title = terminal.colours.bold(oneLine(`${shownFile(file)}#${site.name}`));
    const say = (text: string): void => terminal.out(`${title}  ${text}`);
    try {
      const target = { file, site: site.name, at: placeIn(file, site) };
      const { report, failure } = await runModel(target, runner);
      say(checkedText(report, failure, terminal.colours));
      reports.push(report);
      if (failure) failures.push(toFailureInfo(failure));
    } catch (error) {
      if (interrupt.signal.aborted) throw error;
      const failure = toFailureInfo(error);
      say(`${failureText(failure)}\n`);
      failures.push(failure);
    }
  }
  return { reports, failures };
}

function verdict({ reports, failures }: Outcome, fails: (finding: Finding) => boolean): ExitCode {
  if (reports.some(({ findings }) => findings.some(fails))) return exitCodes.findings;
  return failuresExitCode(failures);
}
