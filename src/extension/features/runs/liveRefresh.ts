import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { ModelKey } from '../../../shared/model/modelKey';
import { setting } from '../../core/manifest/settings';
import type { SessionState } from '../../core/sessions/session';
import type { Sessions } from '../../core/sessions/sessions';

/** The pause in typing that ends an edit. */
const PAUSE_MILLISECONDS = 500;

/** Inspects the models of a document again after it is saved, or after a pause in typing. */
export class LiveRefresh implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly pauses = new Map<string, NodeJS.Timeout>();
  /** The latest refresh of each document; an older one ends before its next model. */
  private readonly latest = new Map<string, symbol>();

  constructor(
    private readonly sessions: Sessions,
    /** Never rejects. */
    private readonly inspect: (site: ModelKey, probe: boolean) => Promise<void>,
  ) {
    this.store.add(
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (setting('skipscope.live.refresh') !== 'off') this.refresh(document.uri.toString());
      }),
    );
    this.store.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.edited(document.uri.toString());
      }),
    );
  }

  dispose(): void {
    for (const pause of this.pauses.values()) clearTimeout(pause);
    this.latest.clear();
    this.store.dispose();
  }

  private edited(document: string): void {
    clearTimeout(this.pauses.get(document));
    if (setting('skipscope.live.refresh') !== 'afterPause') return;
    if (this.sessions.of(document).length === 0) return;
    this.pauses.set(
      document,
      setTimeout(() => this.refresh(document), PAUSE_MILLISECONDS),
    );
  }

  private refresh(document: string): void {
    clearTimeout(this.pauses.get(document));
    this.pauses.delete(document);
    if (vscode.workspace.isTrusted) void this.refreshAll(document);
  }

  /** Inspects one model after the other, because each takes a process of its own. */
  private async refreshAll(document: string): Promise<void> {
    const mine = Symbol(document);
    this.latest.set(document, mine);
    for (const { site, state } of this.sessions.of(document).filter(isOutOfDate)) {
      if (this.latest.get(document) !== mine) return;
      // A running probe starts again on the present text.
      const probe = state.run?.probe ?? setting('skipscope.live.probe');
      await this.inspect(site, probe);
    }
  }
}

/** Tells whether the result that is shown or on its way comes from an older text. */
const isOutOfDate = ({ state }: { readonly state: SessionState }): boolean =>
  (state.run ?? state.failure ?? state.report)?.text.outOfDate === true;
