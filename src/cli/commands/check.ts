import { availableParallelism } from 'node:os';
import { Failure, toFailureInfo, type FailureInfo } from '../../shared/base/failures';
import type { Finding, Report } from '../../shared/report/report';
import { isUnbuilt } from '../../shared/report/selectors';
import type { Command } from '../run/command';
import { openEngine } from '../run/engine';
import { languageOf } from '../../detection/languages/sourceFile';
import { exitCodes, failuresExitCode, type ExitCode } from '../terminal/exitCodes';
import { failingFindings } from '../run/failOn';
import { jsonText, takesStdout, writeOutputs } from '../output/files';
import { checkedText, expectedText, summaryText, type Checked } from '../output/checkedText';
import { sarif } from '../output/sarif';
import { failureText } from '../terminal/failureText';
import { checkExpectations, readExpectations, type Expectations } from '../run/expectations';
import { endFailure } from '../run/endFailure';
import { inLanes } from '../run/lanes';
import { runModel, type Runner } from '../run/runModel';
import { searchPaths } from '../run/searchPaths';
import { placeIn, shownFile, type FoundSite, type Target } from '../run/sites';
import { tellStrays } from '../run/strayOverrides';
import { oneLine } from '../terminal/visible';
import { CheckLine } from '../terminal/checkLine';
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
 * Inspects every model below the given paths, two at a time. Findings that `--fail-on` names
 * decide the exit code; without them, a failure of the engine and then one of a model does. A network that was
 * read up to a line that fails is such a failure, in every language.
 */
export async function check(
  { paths, run, failOn, outputs }: CheckCommand,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const fails = failingFindings(failOn);
  const { sites, failures } = await searchPaths(paths, terminal, interrupt.signal);
  await tellStrays(sites, terminal);
  const isEmpty = sites.length === 0 && failures.length === 0;
  if (isEmpty) terminal.err(`No model definitions in ${paths.join(', ')}.\n`);
  const expected = await readExpectations();
  const { client } = openEngine(terminal, run);
  if (sites.length > 1) client.warm(languagesOf(sites));
  try {
    const shown = takesStdout(outputs) ? { ...terminal, out: (): void => undefined } : terminal;
    for (const failure of failures) shown.out(`${failureText(failure)}\n`);
    const checked = await runAll(sites, { client, run, terminal: shown, interrupt, expected });
    const outcome = {
      broken: sites.flatMap(({ file, site }, i) =>
        checked[i]?.isBroken ? `${shownFile(file)}#${site.name}` : [],
      ),
      reports: checked.flatMap(({ report }) => report ?? []),
      failures: [
        ...failures,
        ...checked.flatMap(({ failure }) => (failure ? toFailureInfo(failure) : [])),
        ...checked.flatMap(({ report }) => (report && endFailure(report)) ?? []),
      ],
    };
    if (sites.length > 1) shown.out(summaryText(checked, terminal.colours));
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

/** The outcome of one model, and of what is expected of it. */
interface CheckedModel extends Checked {
  readonly expectations?: string;
  readonly isBroken?: boolean;
}

/** Inspects one model and compares it with what is expected of it. */
async function checkOne(target: Target, runner: CheckRunner): Promise<CheckedModel> {
  const { terminal, expected, interrupt } = runner;
  const inspection = await runModel(target, runner);
  try {
    const checked = await checkExpectations(inspection.report, target, expected, runner);
    const { report, isBroken } = checked;
    const expectations = expectedText(checked, terminal.colours);
    return { ...inspection, report, isBroken, expectations };
  } catch (error) {
    if (interrupt.signal.aborted) throw error;
    const { code, detail } = toFailureInfo(error);
    const why = error instanceof Failure ? error.placedAt(target.at) : new Failure(code, detail);
    const { failure } = inspection;
    return failure
      ? { ...inspection, expectations: `${failureText(toFailureInfo(why))}\n` }
      : { ...inspection, failure: why };
  }
}

/** Runs at a time: more would share the cores of most machines, and each holds a model in memory. */
const LANES = Math.min(2, availableParallelism());

async function runAll(sites: readonly FoundSite[], runner: CheckRunner): Promise<CheckedModel[]> {
  const { terminal, interrupt } = runner;
  const line = new CheckLine(terminal, sites.length);
  const checked: CheckedModel[] = [];
  const run = ({ file, site }: FoundSite): Promise<CheckedModel> =>
    checkOne(
      { file, site: site.name, at: placeIn(file, site) },
      { ...runner, progressOf: (title) => line.of(title) },
    );
  try {
    await inLanes(sites, LANES, run, ({ file, site }, settled) => {
      if (interrupt.signal.aborted && 'error' in settled) throw settled.error;
      const one = 'value' in settled ? settled.value : { failure: toFailureInfo(settled.error) };
      checked.push(one);
      const title = terminal.colours.bold(oneLine(`${shownFile(file)}#${site.name}`));
      const { expectations = '' }: CheckedModel = one;
      const text = checkedText(one, terminal.colours) + expectations;
      line.result(() => terminal.out(`${title}  ${text}`));
    });
  } finally {
    line.dispose();
  }
  return checked;
}

function verdict(
  { reports, failures, broken }: Outcome,
  fails: (finding: Finding) => boolean,
): ExitCode {
  if (broken.length > 0) return exitCodes.findings;
  const built = reports.filter((report) => !isUnbuilt(report));
  if (built.some(({ findings }) => findings.some(fails))) return exitCodes.findings;
  const failed = failuresExitCode(failures);
  if (failed !== exitCodes.fine) return failed;
  return built.length < reports.length ? exitCodes.modelFailed : exitCodes.fine;
}
