import * as vscode from 'vscode';
import { toFailureInfo } from '../../../shared/base/failures';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type {
  ExperimentCell,
  ExperimentDraft,
  ExperimentName,
} from '../../../shared/experiment/experiment';
import type { ExperimentOffer } from '../../../shared/experiment/offer';
import type { ModelKey } from '../../../shared/model/modelKey';
import {
  isRunAsk,
  isOfId,
  isOfLayerId,
  isOfText,
  isSaveExperiment,
  type ExperimentPanelContract,
  type ExperimentPanelState,
  type RunAsk,
  type RunEnd,
  type ShownExperiment,
} from '../../../shared/protocol/experimentPanelContract';
import type { Cell } from '../../../shared/protocol/job';
import { announce, isNull, serve, type Handlers, type Port } from '../../../shared/protocol/rpc';
import { explainFailure } from '../../../shared/words/failures';
import { processesHere, type ExperimentRuns } from '../../core/experiments/experimentRuns';
import type { ExperimentsUse } from '../../core/experiments/experiments';
import { saveExperiment } from '../../core/experiments/saveExperiment';
import { loadPage } from '../../core/panels/panelPage';
import { webviewPort } from '../../core/panels/webviewPort';
import { titleOf } from '../../core/sessions/savedModel';

/** The parts of the extension that an experiments panel uses. */
export interface PanelUse extends Pick<ExperimentsUse, 'extension' | 'select'> {
  readonly runs: ExperimentRuns;
}

interface Running {
  readonly stop: AbortController;
  draft?: ExperimentDraft;
  readonly cells: Cell<ExperimentCell>[];
}

/** Offers, with what was measured before if nothing is yet. */
const withKnown = (
  offers: readonly ExperimentOffer[],
  before: readonly ExperimentOffer[],
): readonly ExperimentOffer[] =>
  offers.map((offer) => {
    const known = before.find(({ experiment }) => experiment === offer.experiment);
    return offer.cost || offer.refusal || !known ? offer : known;
  });

/** The experiments on one model: what they take, the run in progress, and results. */
export class ExperimentPanel implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly port: Port;
  private offers: readonly ExperimentOffer[] = [];
  private measuring: AbortController | undefined;
  private running: Running | undefined;
  private shown: ShownExperiment | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly site: ModelKey,
    private readonly use: PanelUse,
    private wanted: ExperimentName | undefined,
  ) {
    this.port = webviewPort(panel);
    this.store.add(serve<ExperimentPanelContract>(this.port, this.handlers()));
    this.store.defer(() => this.running?.stop.abort());
    this.store.defer(() => this.measuring?.abort());
    loadPage(panel, use.extension, 'experiments');
    void this.measure();
  }

  dispose(): void {
    this.store.dispose();
    this.panel.dispose();
  }

  reveal(wanted: ExperimentName | undefined): void {
    this.panel.reveal(undefined, false);
    if (wanted) this.tell('wanted', { experiment: wanted });
  }

  private tell<E extends keyof ExperimentPanelContract['events']>(
    name: E,
    payload: ExperimentPanelContract['events'][E],
  ): void {
    announce<ExperimentPanelContract, E>(this.port, name, payload);
  }

  /** Measures what the experiments take; a run, which would disturb it, comes first. */
  private async measure(): Promise<void> {
    const stop = new AbortController();
    this.measuring = stop;
    const hear = (offers: readonly ExperimentOffer[]): void => {
      this.offers = withKnown(offers, this.offers);
      this.tell('offers', this.offers);
    };
    try {
      await this.use.runs.offers(this.site, hear, stop.signal);
    } catch (error) {
      const failure = toFailureInfo(error);
      if (failure.code !== 'cancelled')
        this.tell('ended', { failure: explainFailure(failure), stopped: false });
    } finally {
      if (this.measuring === stop) this.measuring = undefined;
    }
  }

  private async run(ask: RunAsk): Promise<void> {
    this.running?.stop.abort();
    const isUnmeasured = this.measuring !== undefined;
    this.measuring?.abort();
    const own: Running = { stop: new AbortController(), cells: [] };
    this.running = own;
    const end = await this.ended(ask, own);
    if (this.running !== own) return;
    this.running = undefined;
    if (end.shown) this.shown = end.shown;
    this.tell('ended', end);
    this.tell('kept', await this.use.runs.list(this.site));
    if (isUnmeasured) void this.measure();
  }

  private async ended({ settings, digits }: RunAsk, own: Running): Promise<RunEnd> {
    try {
      return await this.use.runs.run(
        { site: this.site, digits },
        settings,
        {
          progress: ({ draft, done, total, secondsLeft }) => {
            if (!own.draft) this.tell('began', draft);
            own.draft = draft;
            this.tell('progress', {
              done,
              total,
              ...(secondsLeft !== undefined && { secondsLeft }),
            });
          },
          cell: (cell) => {
            own.cells.push(cell);
            this.tell('cell', cell);
          },
        },
        own.stop.signal,
      );
    } catch (error) {
      const failure = toFailureInfo(error);
      const isStopped = failure.code === 'cancelled';
      return { stopped: isStopped, ...(!isStopped && { failure: explainFailure(failure) }) };
    }
  }

  private async state(): Promise<ExperimentPanelState> {
    const { site, offers, running, shown, wanted } = this;
    this.wanted = undefined;
    const { draft, cells = [] } = running ?? {};
    return {
      site,
      offers,
      title: titleOf(site),
      processes: processesHere(),
      kept: await this.use.runs.list(site),
      ...(draft && { running: { draft, cells } }),
      ...(shown && { shown }),
      ...(wanted && { wanted }),
    };
  }

  private handlers(): Handlers<ExperimentPanelContract> {
    return { ...this.runHandlers(), ...this.showHandlers() };
  }

  private runHandlers(): Pick<Handlers<ExperimentPanelContract>, 'ready' | 'run' | 'stop'> {
    return {
      ready: { accepts: isNull, handle: () => this.state() },
      run: {
        accepts: isRunAsk,
        handle: (ask) => {
          void this.run(ask);
          return null;
        },
      },
      stop: {
        accepts: isNull,
        handle: () => {
          this.running?.stop.abort();
          return null;
        },
      },
    };
  }

  private showHandlers(): Omit<Handlers<ExperimentPanelContract>, 'ready' | 'run' | 'stop'> {
    const { runs, extension } = this.use;
    return {
      open: {
        accepts: isOfId,
        handle: async ({ id }) => (this.shown = await runs.read(id)),
      },
      peek: { accepts: isOfId, handle: ({ id }) => runs.read(id) },
      remove: {
        accepts: isOfId,
        handle: async ({ id }) => {
          await runs.remove(this.site, id);
          this.tell('kept', await runs.list(this.site));
          return null;
        },
      },
      select: { accepts: isOfLayerId, handle: ({ layer }) => this.select(layer) },
      copy: {
        accepts: isOfText,
        handle: async ({ text }) => {
          await vscode.env.clipboard.writeText(text);
          return null;
        },
      },
      save: {
        accepts: isSaveExperiment,
        handle: async (request) => {
          if (this.shown) await saveExperiment(request, this.shown, extension);
          return null;
        },
      },
    };
  }

  private async select(layer: string): Promise<null> {
    await this.use.select(this.site, layer);
    return null;
  }
}
