import { unknownJoinsText } from '../../../src/shared/words/unknownWords';
import * as l10n from '@vscode/l10n';
import { formatCount, formatShare } from '../../../src/shared/words/format';
import type { Finding, Skip } from '../../../src/shared/report/report';
import { bySeverity } from '../../../src/shared/report/selectors';
import { carriedShare } from '../../../src/shared/report/seeds';
import { shortName } from '../state/names';
import { findingMessage } from '../../../src/shared/words/findingMessages';
import { findingSuggestion } from '../../../src/shared/words/findingSuggestions';
import { sentenceOf } from '../../../src/shared/words/sentence';
import { ablatedLabel } from '../../../src/shared/words/ablationWords';
import { isAblated } from '../state/ablation';
import type { Subject } from '../state/subject';
import type { LayerId } from '../../../src/shared/network/network';
import { element } from '../../kit/elements';
import { skipSample } from './legend';
import { describeSkip, severityWord } from './words';

/** The rows that are put into the page at once. */
const FIRST = 200;

function nameOf(subject: Subject, id: LayerId): string {
  const layer = subject.tree.layers.get(id);
  return layer ? shortName(layer) : id;
}

export const skipEnds = (subject: Subject, { from, to }: Skip): readonly [string, string] => [
  nameOf(subject, from),
  nameOf(subject, to),
];

/** The two ends: `input → add_1`. */
export const skipTitle = (subject: Subject, skip: Skip): string =>
  skipEnds(subject, skip).join(' → ');

function carriedBy(subject: Subject, { id }: Skip): string {
  if (isAblated(subject, id)) return ablatedLabel();
  const share = carriedShare(subject.forks.get(id));
  return share === undefined ? '' : formatShare(share);
}

export function skipRow(subject: Subject, skip: Skip): HTMLElement {
  return element(
    'button',
    {
      class: 'item',
      type: 'button',
      'data-skip': skip.id,
      'data-kind': skip.kind,
      'data-reach': skip.reach,
    },
    skipSample(skip.kind),
    element('span', { class: 'name' }, skipTitle(subject, skip)),
    element('span', { class: 'about' }, describeSkip(skip)),
    element(
      'span',
      { class: 'value', title: l10n.t('Share of the gradient that the shortcut carries') },
      carriedBy(subject, skip),
    ),
  );
}

export function findingRow(subject: Subject, finding: Finding): HTMLElement {
  return element(
    'button',
    {
      class: 'item finding',
      type: 'button',
      'data-finding': finding.code,
      'data-of': finding.layer,
    },
    element('span', {
      class: `mark ${finding.severity}`,
      role: 'img',
      'aria-label': severityWord(finding.severity),
    }),
    element('span', { class: 'name' }, `${finding.code} · ${nameOf(subject, finding.layer)}`),
    element('span', { class: 'message' }, findingMessage(finding, subject.report.network)),
    element(
      'span',
      { class: 'about' },
      findingSuggestion(finding, subject.report.runtime.framework),
    ),
  );
}

/** A list with a button for the rest, if there are very many. */
function fill<T>(list: HTMLElement, items: readonly T[], row: (item: T) => HTMLElement): void {
  list.replaceChildren(...items.slice(0, FIRST).map(row));
  if (items.length <= FIRST) return;
  const more = element(
    'button',
    { class: 'more', type: 'button' },
    l10n.t('Show all {0}', formatCount(items.length)),
  );
  more.addEventListener('click', () => list.replaceChildren(...items.map(row)));
  list.append(more);
}

export function fillSkips(list: HTMLElement, subject: Subject): void {
  const { skips } = subject.report;
  const { items, ambiguous } = skips;
  const unknown = unknownJoinsText(skips);
  fill(list, items, (skip) => skipRow(subject, skip));
  if (unknown !== '') list.append(element('p', { class: 'empty' }, unknown));
  else if (items.length === 0)
    list.append(element('p', { class: 'empty' }, l10n.t('This network has no skip connections.')));
  for (const skip of ambiguous) {
    list.append(
      element(
        'div',
        { class: 'item ambiguous', 'data-ambiguous': skip.id },
        element('span', { class: 'name' }, skipTitle(subject, skip)),
        element('span', { class: 'about' }, l10n.t('undecided: {0}', sentenceOf(skip.why))),
      ),
    );
  }
}

export function fillFindings(list: HTMLElement, subject: Subject): void {
  const { findings } = subject.report;
  fill(list, bySeverity(findings), (finding) => findingRow(subject, finding));
  if (findings.length === 0)
    list.append(element('p', { class: 'empty' }, l10n.t('Nothing to report.')));
}
