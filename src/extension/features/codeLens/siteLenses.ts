import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ModelSite } from '../../../shared/model/modelSite';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { numberWanted } from '../../../shared/model/numberWanted';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { CommandArguments, CommandId } from '../../core/manifest/contributions';
import type { SiteIndex } from '../../core/detection/siteIndex';
import type { RunHistory } from '../../core/history/runHistory';
import type { Session, SessionState } from '../../core/sessions/session';
import type { Sessions } from '../../core/sessions/sessions';
import { onSettingChange, setting } from '../../core/manifest/settings';
import { findingLevelsInForce } from '../../core/standing/findingSetting';
import { guessedText, outcomeText } from '../../core/standing/siteText';

/** The verdict of the last run above each definition, and its commands. */
export class SiteLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly changes = this.store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changes.event;
  private readonly texts = new WeakMap<Session, string>();

  constructor(
    private readonly index: SiteIndex,
    private readonly sessions: Sessions,
    private readonly history: RunHistory,
  ) {
    const refresh = (): void => this.changes.fire();
    this.store.add(index.onDidFind(refresh));
    this.store.add(history.onDidChange(refresh));
    this.store.add(sessions.onDidChange((session) => this.update(session)));
    this.store.add(sessions.onDidRemove(refresh));
    this.store.add(
      onSettingChange(['skipscope.codeLens.enabled', 'skipscope.findings.severity'], refresh),
    );
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Answers at once: the longer a provider takes, the later the editor refreshes its lenses. */
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!setting('skipscope.codeLens.enabled')) return [];
    const sites = this.index.latest(document);
    return sites.flatMap((site) => this.lensesOf(document, site));
  }

  private update(session: Session): void {
    const text = [
      outcomeText(session.state, findingLevelsInForce()),
      guessedText(session.state),
    ].join();
    if (this.texts.get(session) === text) return;
    this.texts.set(session, text);
    this.changes.fire();
  }

  private lensesOf(document: vscode.TextDocument, model: ModelSite): vscode.CodeLens[] {
    const { name, range, parameters } = model;
    const site: ModelKey = { document: document.uri.toString(), name };
    const start = document.validatePosition(
      new vscode.Position(range.start.line - 1, range.start.column - 1),
    );
    const lens = <C extends CommandId>(title: string, command: C, ...args: CommandArguments[C]) =>
      new vscode.CodeLens(new vscode.Range(start, start), { title, command, arguments: args });
    const state = this.sessions.find(site)?.state;
    const outcome = state && outcomeText(state, findingLevelsInForce());
    const guesses = guessedText(state);
    return [
      ...(outcome === undefined
        ? []
        : [lens(outcome, state?.run ? 'skipscope.cancelRun' : 'skipscope.showNetwork', site)]),
      lens(l10n.t('Show network'), 'skipscope.showNetwork', site),
      lens(l10n.t('Probe gradients'), 'skipscope.probeGradients', site),
      lens(l10n.t('Profile'), 'skipscope.profile', site),
      lens(l10n.t('Experiments'), 'skipscope.experiments', site),
      ...wantedOf(state).map((one) =>
        lens(l10n.t('Set {0}', one), 'skipscope.chooseArguments', site, one),
      ),
      ...(parameters.length > 0 || guesses !== undefined
        ? [lens(argumentsTitle(guesses), 'skipscope.chooseArguments', site)]
        : []),
      ...(this.history.of(site).length > 1
        ? [lens(l10n.t('Compare'), 'skipscope.compareRuns', site)]
        : []),
    ];
  }
}

/** The number that the definition could not be built without, if there is one. */
function wantedOf(state: SessionState | undefined): string[] {
  const wanted = state?.failure && numberWanted(state.failure.value);
  return wanted ? [wanted.expression] : [];
}

const argumentsTitle = (guesses: string | undefined): string =>
  guesses === undefined
    ? l10n.t('Choose arguments')
    : l10n.t('Choose arguments (guessed: {0})', guesses);
