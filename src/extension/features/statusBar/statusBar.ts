import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { CommandId } from '../../core/manifest/contributions';
import { titleOf } from '../../core/sessions/savedModel';
import type { Sessions } from '../../core/sessions/sessions';
import { onSettingChange, setting } from '../../core/manifest/settings';
import { findingLevelsInForce } from '../../core/standing/findingSetting';
import { progressText } from '../../../shared/words/progressText';
import { verdict } from '../../core/standing/siteText';

/** Shows the backend or the running model in the status bar. */
export class StatusBar implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly item = this.store.add(
    vscode.window.createStatusBarItem('skipscope.status', vscode.StatusBarAlignment.Right, 90),
  );

  constructor(private readonly sessions: Sessions) {
    this.item.name = 'SkipScope';
    const render = (): void => this.render();
    this.store.add(sessions.onDidChange(render));
    this.store.add(sessions.onDidRemove(render));
    this.store.add(onSettingChange(['skipscope.backend'], render));
    this.store.add(vscode.workspace.onDidGrantWorkspaceTrust(render));
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Shows the item, which stays hidden until a model is found. */
  show(): void {
    this.render();
    this.item.show();
  }

  private render(): void {
    const running = this.sessions.all().find(({ state }) => state.run);
    const progress = running?.state.run?.progress;
    if (!vscode.workspace.isTrusted) {
      this.write(
        '$(shield) SkipScope',
        l10n.t('Models are found but not built in an untrusted workspace'),
      );
      this.item.command = 'workbench.trust.manage';
    } else if (running && progress) {
      this.write(
        `$(sync~spin) ${progressText(progress)}`,
        l10n.t('{0}: click to cancel', titleOf(running.site)),
      );
      this.item.command = 'skipscope.cancelRun' satisfies CommandId;
    } else {
      this.write(`$(pulse) ${this.backend()}`, this.summary());
      this.item.command = 'skipscope.chooseBackend' satisfies CommandId;
    }
  }

  private write(text: string, tooltip: string): void {
    this.item.text = text;
    this.item.tooltip = `SkipScope: ${tooltip}`;
  }

  /** The chosen backend; the one that ran last if the choice is automatic. */
  private backend(): string {
    const latest = this.latest()?.report.value.runtime.backend;
    const wanted = setting('skipscope.backend');
    return wanted === 'auto' ? (latest ?? 'auto') : wanted;
  }

  private summary(): string {
    const latest = this.latest();
    if (!latest) return l10n.t('no model has run yet. Click to choose the backend');
    const { session, report } = latest;
    const { runtime, model } = report.value;
    const last = `${model.name}: ${verdict(session.state, findingLevelsInForce())}`;
    return l10n.t(
      '{0} on {1} · {2}. Click to choose the backend',
      runtime.backend,
      runtime.device,
      last,
    );
  }

  private latest() {
    return this.sessions
      .all()
      .flatMap((session) => {
        const { report } = session.state;
        return report ? [{ session, report }] : [];
      })
      .sort((a, b) => b.report.text.startedAt - a.report.text.startedAt)[0];
  }
}
