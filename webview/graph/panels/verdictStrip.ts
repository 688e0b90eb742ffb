import * as l10n from '@vscode/l10n';
import { cutText } from '../../../src/shared/words/verdict/cutText';
import { counted } from '../../../src/shared/words/format';
import { verdictMark, verdictText, type Verdict } from '../../../src/shared/words/verdict/verdict';
import { element } from '../../kit/elements';
import { button } from '../../kit/toolkit';
import type { PanelModel, PanelStore } from '../state/panelState';
import type { Comparing } from '../state/subject';
import type { PageActions } from './actions';
import { fixButton } from './fixButton';

/** The look of a verdict: that of its finding's severity, or of its standing. */
const lookOf = ({ standing, finding }: Verdict): string => finding?.severity ?? standing;

function textOf({ status }: PanelModel, verdict: Verdict): string {
  // A run that is on its way does what the remedy of an unprobed network asks for.
  const isOnItsWay = status.progress !== undefined && verdict.standing === 'unprobed';
  const text = isOnItsWay ? verdict.sentence : verdictText(verdict);
  return status.applied === undefined
    ? text
    : l10n.t('Applied “{0}”, and the network builds. {1}', status.applied, text);
}

const worthOf = ({ comparison: { before, after } }: Comparing): string | undefined =>
  cutText(before, after);

function watchAll(store: PanelStore, update: () => void): void {
  store.watch(({ subject }) => subject, update);
  store.watch(({ status }) => status, update);
  store.watch(({ chainOnly }) => chainOnly, update);
}

/** The verdict on the report, above every control, with its fix and the layers that it speaks of; `showList` brings the findings into view. */
export function verdictStrip(
  store: PanelStore,
  page: PageActions,
  showList: () => void,
): HTMLElement {
  const mark = element('span', { class: 'sign', 'aria-hidden': 'true' });
  const text = element('p', { class: 'text' });
  const fix = fixButton(page);
  const chain = button(l10n.t('Show the chain'), 'chain', () =>
    store.dispatch({ type: 'chainToggled' }),
  );
  const findings = button('', 'all-findings', () => {
    store.dispatch({ type: 'viewChanged', change: { tab: 'findings' } });
    showList();
  });
  const root = element(
    'section',
    { class: 'verdict', 'aria-label': l10n.t('Verdict'), 'data-testid': 'verdict' },
    mark,
    text,
    element('div', { class: 'doing' }, fix.root, chain, findings),
  );
  const say = (look: string, sign: string, sentence: string): void => {
    root.dataset['look'] = look;
    mark.textContent = sign;
    text.textContent = sentence;
  };
  const tellWorth = (worth: string): void => {
    say('cut', '✂', worth);
    for (const part of [fix.root, chain, findings]) part.hidden = true;
  };
  const update = (): void => {
    const state = store.get();
    const { subject, status, chainOnly } = state;
    const worth = subject?.comparing && worthOf(subject.comparing);
    const isSpoken = subject && (!subject.comparing || worth !== undefined);
    root.hidden = !isSpoken || status.failure !== undefined;
    if (!subject) return;
    if (subject.comparing) return tellWorth(worth ?? '');
    const { verdict, report } = subject;
    say(lookOf(verdict), verdictMark(verdict), textOf(state, verdict));
    fix.show(status.fix);
    chain.hidden = verdict.layers.length === 0;
    chain.textContent = chainOnly ? l10n.t('Show all layers') : l10n.t('Show the chain');
    findings.hidden = report.findings.length === 0;
    findings.textContent = counted(report.findings.length, 'finding');
  };
  watchAll(store, update);
  return root;
}
