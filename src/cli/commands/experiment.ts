import { summarise } from '../../analysis/experiments/summarise';
import { earlySentence } from '../../analysis/experiments/unfinished';
import { runExperiment, type ExperimentProgress } from '../../engineClient/experimentRun';
import type { ExperimentResult } from '../../shared/experiment/experiment';
import type { ExperimentRequest } from '../../shared/protocol/experimentRequest';
import { sentenceOf } from '../../shared/words/sentence';
import { experimentCommand } from '../../export/experimentCommand';
import { experimentCsv } from '../../export/experimentCsv';
import { experimentPage } from '../../export/htmlReport';
import { experimentText } from '../output/experimentText';
import { experimentsList } from '../output/experimentsList';
import { jsonText, readPage, takesStdout, writeOutputs } from '../output/files';
import type { Command } from '../run/command';
import { openEngine, requestFor, type Engine } from '../run/engine';
import type { ExperimentOptionsHere } from '../run/experimentOptions';
import { estimateText, planOf, withinBudget, type PlannedWork } from '../run/experimentPlan';
import { journalFolder } from '../run/folders';
import { readTarget } from '../run/sites';
import { exitCodes, type ExitCode } from '../terminal/exitCodes';
import { ExperimentLine } from '../terminal/experimentLine';
import type { Interrupt } from '../terminal/interrupt';
import type { Terminal } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';
import { version } from '../terminal/version';

type ExperimentCommand = Extract<Command, { name: 'experiment' }>;

interface Work {
  readonly engine: Engine;
  readonly request: ExperimentRequest;
  readonly asked: ExperimentOptionsHere;
  readonly terminal: Terminal;
  readonly interrupt: Interrupt;
}

/** Lists the experiments, or runs one of them on a model. Rejects with a `Failure`. */
export async function experiment(
  { asked }: ExperimentCommand,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  if (!asked) {
    terminal.out(experimentsList(terminal.colours));
    return exitCodes.fine;
  }
  const target = await readTarget(asked.target);
  const engine = openEngine(terminal, asked.run, { folder: journalFolder(), version });
  try {
    const request = { ...requestFor(target, asked.run), experiment: asked.settings };
    const work = { engine, request, asked, terminal, interrupt };
    return await (asked.estimate ? estimate(work) : run(work));
  } finally {
    engine.client.dispose();
  }
}

const plannedWork = ({ engine, request, asked, interrupt }: Work): PlannedWork => ({
  client: engine.client,
  request,
  budget: asked.budget,
  processes: asked.processes,
  signal: interrupt.signal,
});

async function estimate(work: Work): Promise<ExitCode> {
  const { asked, terminal, interrupt } = work;
  const { outputs, processes } = asked;
  const draft = await interrupt.during(() => planOf(plannedWork(work)));
  if (!takesStdout(outputs)) terminal.out(`${estimateText(draft, processes)}\n`);
  writeOutputs(outputs, { json: () => jsonText(draft) }, terminal);
  return exitCodes.fine;
}

async function run(work: Work): Promise<ExitCode> {
  const { engine, asked, terminal, interrupt } = work;
  const request = await interrupt.during(() => withinBudget(plannedWork(work)));
  const line = new ExperimentLine(terminal, asked.settings.name);
  const command = experimentCommand(asked.target, request, asked.processes);
  let early: string | undefined;
  try {
    const { draft, cells, stopped } = await interrupt.during(() =>
      runExperiment(engine.client, request, {
        processes: asked.processes,
        signal: interrupt.signal,
        progress: (at) => {
          early ??= tellEarly(at, line);
          line.show(at);
        },
      }),
    );
    line.dispose();
    show(summarise(draft, cells), command, work);
    if (!stopped) return exitCodes.fine;
    terminal.err(`Stopped; what was computed is kept. This goes on: ${command}\n`);
    return exitCodes.interrupted;
  } catch (error) {
    const said = engine.printed().trim();
    if (said !== '' && !interrupt.signal.aborted)
      terminal.err(`${terminal.colours.dim(`The engine printed:\n${said}`)}\n`);
    throw error;
  } finally {
    line.dispose();
  }
}

/** Says the first sentence as soon as there is one; gives it then. */
function tellEarly(at: ExperimentProgress, line: ExperimentLine): string | undefined {
  const early = earlySentence(summarise(at.draft, at.cells));
  if (early === undefined) return undefined;
  const sentence = oneLined(sentenceOf(early));
  line.say(sentence);
  return sentence;
}

function show(result: ExperimentResult, command: string, { asked, terminal }: Work): void {
  const { outputs } = asked;
  if (!takesStdout(outputs))
    terminal.out(experimentText(oneLined(result), command, terminal.colours));
  const makers = {
    json: () => jsonText(result),
    csv: () => experimentCsv(result),
    html: () => experimentPage({ result, command }, readPage('experiments')),
  };
  writeOutputs(outputs, makers, terminal);
}
