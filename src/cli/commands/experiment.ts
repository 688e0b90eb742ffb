import { fitBudget } from '../../analysis/experiments/plan';
import { experiments } from '../../analysis/experiments/registry';
import { summarise } from '../../analysis/experiments/summarise';
import { runExperiment } from '../../engineClient/experimentRun';
import { Failure } from '../../shared/base/failures';
import type {
  Estimate,
  ExperimentDraft,
  ExperimentResult,
} from '../../shared/experiment/experiment';
import type {
  ExperimentRequest,
  ExperimentSettings,
} from '../../shared/protocol/experimentRequest';
import { message } from '../../shared/words/message';
import { durationText } from '../../shared/words/experimentWords';
import { experimentCommand } from '../../export/experimentCommand';
import { experimentCsv } from '../../export/experimentCsv';
import { experimentPage } from '../../export/htmlReport';
import { experimentText } from '../output/experimentText';
import { experimentsList } from '../output/experimentsList';
import { jsonText, readPage, takesStdout, writeOutputs } from '../output/files';
import type { Command } from '../run/command';
import { openEngine, requestFor, type Engine } from '../run/engine';
import type { ExperimentOptionsHere } from '../run/experimentOptions';
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

type Plan = ExperimentDraft & { readonly estimate: Estimate };

/** The plan with its estimate; computes no cell. */
async function plan({ engine, interrupt }: Work, request: ExperimentRequest): Promise<Plan> {
  const job = { kind: 'experiment', ...request, onlyPlan: true } as const;
  const draft = await interrupt.during(() => engine.client.run(job, {}, interrupt.signal));
  const { estimate: cost } = draft;
  if (!cost) throw new Failure('protocol-mismatch', 'experiment');
  return { ...draft, estimate: cost };
}

/**
 * The request with what the budget holds, where something trains and the number of steps is not given. All
 * processes get the same numbers. Rejects with a `Failure` where nothing fits.
 */
async function withinBudget(work: Work): Promise<ExperimentRequest> {
  const { request, asked } = work;
  const { name, steps } = asked.settings;
  if (!experiments[name].searchesRate || steps !== undefined) return request;
  const { arms, options, estimate: cost } = await plan(work, request);
  const { secondsPerCell, pilots } = cost;
  const seconds = asked.budget * asked.processes;
  const fit = fitBudget({ arms, options, secondsPerCell, pilots }, seconds);
  if (!fit.steps) {
    const least = durationText(fit.leastSeconds / asked.processes);
    const values = { least, budget: durationText(asked.budget) };
    throw new Failure('usage', message('experiments.over-budget', values));
  }
  const main = arms.filter(({ skip }) => skip === undefined).map(({ id }) => id);
  const settings: ExperimentSettings = {
    ...request.experiment,
    steps: fit.steps,
    ...(fit.onlyMain && { arms: main }),
  };
  return { ...request, experiment: settings };
}

async function estimate(work: Work): Promise<ExitCode> {
  const { asked, terminal } = work;
  const { outputs, processes } = asked;
  const draft = await plan(work, work.request);
  const { cells, pilots, seconds } = draft.estimate;
  const time = durationText(seconds / processes);
  const counted = pilots > 0 ? `${cells} cells and ${pilots} pilots` : `${cells} cells`;
  if (!takesStdout(outputs)) {
    const { steps, seeds } = draft.options;
    const of = steps > 0 ? `, ${steps} steps each` : '';
    terminal.out(
      `${draft.arms.length} networks, ${seeds} seeds${of}: ${counted}, about ${time} on ${processes} ${processes === 1 ? 'process' : 'processes'}.\n`,
    );
  }
  writeOutputs(outputs, { json: () => jsonText(draft) }, terminal);
  return exitCodes.fine;
}

async function run(work: Work): Promise<ExitCode> {
  const { engine, asked, terminal, interrupt } = work;
  const request = await withinBudget(work);
  const line = new ExperimentLine(terminal, asked.settings.name);
  const command = experimentCommand(asked.target, request, asked.processes);
  try {
    const { draft, cells, stopped } = await interrupt.during(() =>
      runExperiment(engine.client, request, {
        processes: asked.processes,
        signal: interrupt.signal,
        progress: (at) => line.show(at),
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
