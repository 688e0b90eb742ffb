import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { LayerId } from '../../../shared/network/network';
import {
  isExportRequest,
  isInspectAgain,
  isOfLayer,
  isOfSkip,
} from '../../../shared/protocol/graphPanelContract';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { GraphPanelContract, PanelStatus } from '../../../shared/protocol/graphPanelContract';
import type { WatchedRun } from '../../../shared/protocol/watchedRun';
import type { Report } from '../../../shared/report/report';
import { announce, isNull, serve, type Handlers, type Port } from '../../../shared/protocol/rpc';
import { locate } from '../../core/sessions/reportFiles';
import { drawnReport, type Session } from '../../core/sessions/session';
import { layersOn, placesOf } from '../../core/panels/layerLines';
import { loadPage } from '../../core/panels/panelPage';
import type { StandingFix } from '../../core/fixes/standingFix';
import { PanelFix } from './panelFix';
import { panelState, panelStatus } from './panelState';
import { panelTitle } from './panelTitle';
import { saveExport } from '../../core/panels/saveExport';
import { showCalls, showLine } from '../../core/panels/showSource';
import { webviewPort } from '../../core/panels/webviewPort';

/** The actions of a panel that the rest of the extension carries out. */
export interface PanelActions {
  inspectAgain(site: ModelKey, probe: boolean): void;
  /** Measures time and memory of a training step. */
  profile(site: ModelKey): void;
  /** Probes the model without a shortcut beside the whole model. */
  cutShortcut(site: ModelKey, skip: string): void;
  /** Measures all skips in the panel of experiments. */
  tryAllSkips(site: ModelKey): void;
  /** The worth of skips by an experiment. */
  worths(session: Session): NonNullable<PanelStatus['worths']>;
  /** The training that is followed, if it is one of this network. */
  runOf(report: Report): WatchedRun | undefined;
  /** The edit that solves what the verdict on the model speaks of. */
  standingFix(session: Session): Promise<StandingFix | undefined>;
}

/** Shows one session's report and passes the user's intentions on. */
export class GraphPanel implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly port: Port;
  private sent: Report | undefined;
  /** The layer to select once the page and its report are there. */
  private wanted: LayerId | undefined;
  private isReady = false;
  private cursor: readonly LayerId[] = [];
  private fix: PanelFix;
  private pinned = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private session: Session,
    private readonly actions: PanelActions,
    private readonly extension: vscode.Uri,
  ) {
    this.port = webviewPort(panel);
    this.fix = this.fixOf(session);
    this.name();
    // The editor discards a hidden page, which asks anew when it comes back.
    this.store.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.isReady = false;
      }),
    );
    this.store.add(this.serve());
    this.store.add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
    );
    loadPage(panel, extension);
  }

  get site(): ModelKey {
    return this.session.site;
  }

  get focused(): boolean {
    return this.panel.active;
  }

  dispose(): void {
    this.store.dispose();
    this.panel.dispose();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** A pinned panel keeps its model. */
  get isPinned(): boolean {
    return this.pinned;
  }

  togglePin(): void {
    this.pinned = !this.pinned;
    this.name();
  }

  /** Shows another model in the place of this one. */
  show(session: Session): void {
    if (session === this.session) return;
    this.session = session;
    this.fix = this.fixOf(session);
    this.wanted = undefined;
    this.cursor = [];
    this.name();
    const state = panelState(session.site, session.state);
    this.sent = state.report;
    announce<GraphPanelContract, 'model'>(this.port, 'model', state);
    this.followAny(true);
    this.tellRun();
    void this.fix.look();
  }

  private fixOf(session: Session): PanelFix {
    const tell = (): void => {
      if (session === this.session) this.tellStatus();
    };
    return new PanelFix(session, (wanted) => this.actions.standingFix(wanted), tell);
  }

  private name(): void {
    const title = panelTitle(this.site);
    const shown = this.pinned ? l10n.t('{0} (pinned)', title) : title;
    if (this.panel.title !== shown) this.panel.title = shown;
  }

  /** Sends the changes since the last time. */
  update(): void {
    const report = drawnReport(this.session.state)?.value;
    if (report && report !== this.sent) {
      this.sent = report;
      announce<GraphPanelContract, 'report'>(this.port, 'report', report);
      this.followAny(true);
      this.tellRun();
    }
    this.name();
    this.tellStatus();
    void this.fix.look();
    if (this.wanted !== undefined) this.showLayer(this.wanted);
  }

  /** Selects a layer and brings it into view once the page and its report are there. */
  showLayer(layer: LayerId): void {
    this.wanted = this.isReady && this.sent ? undefined : layer;
    if (this.wanted === undefined) {
      announce<GraphPanelContract, 'showLayer'>(this.port, 'showLayer', { layer });
    }
  }

  /** Sends the last reading of the training that is followed. */
  tellRun(): void {
    const run = this.sent && this.actions.runOf(this.sent);
    announce<GraphPanelContract, 'run'>(this.port, 'run', run ?? null);
  }

  private tellStatus(): void {
    const { site, state } = this.session;
    const worths = this.actions.worths(this.session);
    const status = { ...panelStatus(site, state), ...this.fix.status, worths };
    announce<GraphPanelContract, 'status'>(this.port, 'status', status);
  }

  private serve(): Disposable {
    return serve<GraphPanelContract>(this.port, { ...this.showing(), ...this.running() });
  }

  private showing(): Pick<
    Handlers<GraphPanelContract>,
    'ready' | 'revealSource' | 'showCalls' | 'save'
  > {
    return {
      ready: {
        accepts: isNull,
        handle: () => {
          this.sent = drawnReport(this.session.state)?.value;
          this.isReady = true;
          const layer = this.sent ? this.wanted : undefined;
          if (layer !== undefined) this.wanted = undefined;
          // The page listens once it has its answer.
          setTimeout(() => this.begin());
          const { site, state } = this.session;
          return { ...panelState(site, state), ...(layer ? { layer } : {}) };
        },
      },
      revealSource: {
        accepts: isOfLayer,
        handle: async ({ layer }) => {
          const [place] = this.places(layer);
          if (place) await showLine(place, this.panel);
          return null;
        },
      },
      showCalls: {
        accepts: isOfLayer,
        handle: async ({ layer }) => {
          await showCalls(this.places(layer), this.panel);
          return null;
        },
      },
      save: {
        accepts: isExportRequest,
        handle: async (request) => {
          const report = drawnReport(this.session.state)?.value;
          if (report) await saveExport(request, { report, extension: this.extension });
          return null;
        },
      },
    };
  }

  /** Tells the page what it is not told with its first answer. */
  private begin(): void {
    this.followAny(true);
    this.tellRun();
    this.tellStatus();
    void this.fix.look();
  }

  private running(): Pick<
    Handlers<GraphPanelContract>,
    'cutShortcut' | 'tryAllSkips' | 'applyFix' | 'inspectAgain' | 'profile' | 'cancel'
  > {
    return {
      cutShortcut: {
        accepts: isOfSkip,
        handle: ({ skip }) => {
          this.actions.cutShortcut(this.session.site, skip);
          return null;
        },
      },
      tryAllSkips: {
        accepts: isNull,
        handle: () => this.does(() => this.actions.tryAllSkips(this.session.site)),
      },
      applyFix: {
        accepts: isNull,
        handle: async () => {
          const { site, state } = this.session;
          const probe = state.report?.value.probe !== undefined;
          if (await this.fix.apply()) this.actions.inspectAgain(site, probe);
          return null;
        },
      },
      inspectAgain: {
        accepts: isInspectAgain,
        handle: ({ probe }) => {
          this.actions.inspectAgain(this.session.site, probe);
          return null;
        },
      },
      profile: {
        accepts: isNull,
        handle: () => this.does(() => this.actions.profile(this.session.site)),
      },
      cancel: {
        accepts: isNull,
        handle: () => {
          this.session.cancel();
          return null;
        },
      },
    };
  }

  private does(act: () => void): null {
    act();
    return null;
  }

  private places(layer: LayerId): vscode.Location[] {
    const report = drawnReport(this.session.state);
    if (!report) return [];
    return placesOf(report.value, layer, (at) => locate(this.session, report.text, at));
  }

  private followAny(always: boolean): void {
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
    if (editor) this.follow(editor, always);
  }

  /** Sends the page the layers that the cursor's line makes. */
  private follow({ document, selection }: vscode.TextEditor, always = false): void {
    const report = drawnReport(this.session.state);
    if (!report) return;
    const place = { document: document.uri, line: selection.active.line };
    const layers = layersOn(report.value, place, (at) => locate(this.session, report.text, at));
    const isSame = layers.join('\n') === this.cursor.join('\n');
    if (isSame && !always) return;
    this.cursor = layers;
    announce<GraphPanelContract, 'cursor'>(this.port, 'cursor', layers);
  }
}
