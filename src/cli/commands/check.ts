import { Failure, toFailureInfo, type FailureInfo } from '../../shared/base/failures';
import type { Finding, Report } from '../../shared/report/report';
import type { Command } from '../run/command';
import { openEngine } from '../run/engine';
import { languageOf } from '../../detection/languages/sourceFile';
import { exitCodes, failuresExitCode, type ExitCode } from '../terminal/exitCodes';
import { failingFindings } from '../run/failOn';
import { jsonText, takesStdout, writeOutputs } from '../output/files';
import { checkedText, expectedText } from '../output/checkedText';
import { sarif } from '../output/sarif';
import { failureText } from '../terminal/failureText';
import { checkExpectations, readExpectations, type Expectations } from '../run/expectations';
import { runModel, type Inspection, type Runner } from '../run/runModel';
import { searchPaths } from '../run/searchPaths';
import { placeIn, shownFile, type FoundSite, type Target } from '../run/sites';
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
  /** Models that break a budget or differ from their pin, by `FILE#NAME`. */
  readonly broken: readonly string[];
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
  const expected = await readExpectations();
  const { client } = openEngine(terminal, run);
  if (sites.length > 1) client.warm(languagesOf(sites));
  try {
    const shown = takesStdout(outputs) ? { ...terminal, out: (): void => undefined } : terminal;
    for (const failure of failures) shown.out(`${failureText(failure)}\n`);
    const runner = { client, run, terminal: shown, interrupt, expected };
    const built = await runAll(sites, runner);
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

/** A run of many models, with what is expected of them. */
interface CheckRunner extends Runner {
  readonly expected: Expectations;
}

/** Inspects one model and compares it with what is expected of it. */
async function checkOne(
  target: Target,
  runner: CheckRunner,
): Promise<Inspection & { readonly text: string; readonly isBroken: boolean }> {
  const { terminal, expected } = runner;
  const { colours } = terminal;
  const inspection = await runModel(target, runner);
  const { report, failure } = inspection;
  const text = checkedText(report, failure, colours);
  try {
    const checked = await checkExpectations(report, target, expected, runner);
    const told = expectedText(checked, colours);
    return { ...inspection, report: checked.report, text: text + told, isBroken: checked.isBroken };
  } catch (error) {
    if (runner.interrupt.signal.aborted) throw error;
    const { code, detail } = toFailureInfo(error);
    const why = error instanceof Failure ? error.placedAt(target.at) : new Failure(code, detail);
    const told = `${failureText(toFailureInfo(why))}\n`;
    return { ...inspection, failure: failure ?? why, text: text + told, isBroken: false };
  }
}

async function runAll(sites: readonly FoundSite[], runner: CheckRunner): Promise<Outcome> {
  const broken: string[] = [];
  const reports: Report[] = [];
  const failures: FailureInfo[] = [];
  const { terminal, interrupt } = runner;
  for (const { file, site } of sites) {
    const title = terminal.colours.bold(oneLine(`${shownFile(file)}#${site.name}`));
    const say = (text: string): void => terminal.out(`${title}  ${text}`);
    try {
      const target = { file, site: site.name, at: placeIn(file, site) };
      const { report, failure, text, isBroken } = await checkOne(target, runner);
      say(text);
      if (isBroken) broken.push(`${shownFile(file)}#${site.name}`);
      reports.push(report);
      if (failure) failures.push(toFailureInfo(failure));
    } catch (error) {
      if (interrupt.signal.aborted) throw error;
      const failure = toFailureInfo(error);
      say(`${failureText(failure)}\n`);
      failures.push(failure);
    }
  }
  return { reports, failures, broken };
}

function verdict(
  { reports, failures, broken }: Outcome,
  fails: (finding: Finding) => boolean,
): ExitCode {
  if (broken.length > 0) return exitCodes.findings;
  if (reports.some(({ findings }) => findings.some(fails))) return exitCodes.findings;
  return failuresExitCode(failures);
}
