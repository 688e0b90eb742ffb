import { availableParallelism } from 'node:os';
import path from 'node:path';
import { summarise } from '../../../analysis/experiments/summarise';
import { runExperiment, type ExperimentProgress } from '../../../engineClient/experimentRun';
import { Emitter } from '../../../shared/base/emitter';
import { experimentCommand } from '../../../export/experimentCommand';
import type { ExperimentCell } from '../../../shared/experiment/experiment';
import type { ExperimentOffer } from '../../../shared/experiment/offer';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { ShownExperiment } from '../../../shared/protocol/experimentPanelContract';
import type { ExperimentSettings } from '../../../shared/protocol/experimentRequest';
import { standardProbe } from '../../../shared/protocol/inspectRequest';
import type { Cell } from '../../../shared/protocol/job';
import type { JobRunner } from '../../../shared/protocol/jobs';
import type { AskedModel, ExperimentsUse } from './experiments';
import type { KeptExperiments } from './keptExperiments';

const MOST_PROCESSES = 4;

/** Engine processes that a run takes: one core is left to the editor. */
export const processesHere = (): number =>
  Math.max(1, Math.min(MOST_PROCESSES, availableParallelism() - 1));

export interface ExperimentListener {
  readonly progress?: (progress: ExperimentProgress) => void;
  readonly cell?: (cell: Cell<ExperimentCell>) => void;
}

/** A run that ended, or was stopped with something to show. */
export interface EndedRun {
  readonly shown: ShownExperiment;
  readonly stopped: boolean;
}

/** Runs experiments on the text that the editor holds, and keeps their results. */
export class ExperimentRuns {
  private readonly changes = new Emitter<ModelKey>();
  /** Results of a model were kept or removed. */
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly use: Pick<ExperimentsUse, 'engine' | 'requests' | 'digits'>,
    private readonly kept: KeptExperiments,
  ) {}

  /** Tells the cost of each experiment on a model. Rejects with a `Failure`. */
  async offers(
    site: ModelKey,
    hear: (offers: readonly ExperimentOffer[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const request = await this.use.requests.request(site, true);
    hear(await this.use.engine.run({ kind: 'offers', ...request }, { partial: hear }, signal));
  }

  /** Runs one experiment, and keeps nothing but its cells. Rejects as {@link run} does. */
  async compute(
    { site, digits = false, ...own }: AskedModel,
    settings: ExperimentSettings,
    { progress, cell }: ExperimentListener,
    signal: AbortSignal,
  ): Promise<EndedRun & { readonly text: string }> {
    const asked = await this.use.requests.request(site, true);
    const probe = { ...(asked.probe ?? standardProbe) };
    const data = { inputs: this.use.digits };
    const request = {
      ...asked,
      ...own,
      experiment: settings,
      probe: digits ? { ...probe, data } : probe,
    };
    const engine: JobRunner = {
      run: (job, listener, stop) =>
        this.use.engine.run(
          job,
          {
            ...listener,
            cell: (made) => {
              listener.cell?.(made);
              cell?.(made);
            },
          },
          stop,
        ),
    };
    const processes = processesHere();
    const ended = await runExperiment(engine, request, {
      processes,
      signal,
      ...(progress && { progress }),
    });
    const result = summarise(ended.draft, ended.cells);
    const { root, file } = request;
    const target = `${path.relative(root, file)}${site.name === '' ? '' : `#${site.name}`}`;
    const shown = { result, command: experimentCommand(target, request, processes) };
    return { shown, stopped: ended.stopped, text: request.text ?? '' };
  }

  /** Runs one experiment and keeps its result. Rejects with a `Failure` where there is nothing to show. */
  async run(
    asked: AskedModel,
    settings: ExperimentSettings,
    listener: ExperimentListener,
    signal: AbortSignal,
  ): Promise<EndedRun> {
    const { site } = asked;
    const { shown, stopped, text } = await this.compute(asked, settings, listener, signal);
    await this.kept.keep(site, shown, text);
    this.changes.fire(site);
    return { shown, stopped };
  }

  /** Rejects with a `Failure` if it is gone. */
  read(id: string): Promise<ShownExperiment> {
    return this.kept.read(id);
  }

  async remove(site: ModelKey, id: string): Promise<void> {
    await this.kept.remove(id);
    this.changes.fire(site);
  }

  /** The results of a model, with those of another text marked. */
  async list(site: ModelKey) {
    return this.kept.of(site, await this.textOf(site));
  }

  /** The newest result of an experiment on the present text. */
  async latest(site: ModelKey, experiment: string): Promise<ShownExperiment | undefined> {
    return this.kept.latest(site, await this.textOf(site), experiment);
  }

  private async textOf(site: ModelKey): Promise<string> {
    const request = await this.use.requests.request(site, false).catch(() => undefined);
    return request?.text ?? '';
  }
}
