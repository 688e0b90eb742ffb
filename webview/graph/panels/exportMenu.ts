import * as l10n from '@vscode/l10n';
import { exportFormats, type ExportFormat } from '../../../src/shared/protocol/graphPanelContract';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import type { PageActions } from './actions';
import { button, element } from '../../kit/elements';

const words: Readonly<Record<ExportFormat, readonly [string, string]>> = {
  svg: [l10n.t('Picture as SVG'), l10n.t('vectors, for print and slides')],
  png: [l10n.t('Picture as PNG'), l10n.t('pixels, at 2×')],
  json: [l10n.t('Report as JSON'), l10n.t('every number, for scripts')],
  html: [l10n.t('Report as HTML'), l10n.t('one file that opens offline')],
};

/** Moves the focus among the items of a menu, round at its ends. */
function moveAmong(items: readonly HTMLElement[], key: string): boolean {
  const at = items.findIndex((item) => item === document.activeElement);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? -1 : at - 1,
    Home: 0,
    End: -1,
  };
  const place = Object.hasOwn(places, key) ? places[key] : undefined;
  if (place === undefined) return false;
  items.at(place % items.length)?.focus();
  return true;
}

interface Notice {
  readonly root: HTMLElement;
  readonly say: (sentence: string | undefined) => void;
}

/** A line for what there is to say after saving; it stays until it is dismissed. */
function makeNotice(): Notice {
  const said = element('span', { class: 'text' });
  const dismiss = button(l10n.t('Dismiss'), 'dismiss', () => (root.hidden = true));
  const root = element('p', { class: 'notice', role: 'status', hidden: true }, said, dismiss);
  const say = (sentence: string | undefined): void => {
    root.hidden = sentence === undefined;
    said.textContent = sentence ?? '';
  };
  return { root, say };
}

function makeItems(chosen: (format: ExportFormat) => void): HTMLElement[] {
  return exportFormats.map((format) => {
    const [name, about] = words[format];
    const item = element(
      'button',
      { type: 'button', role: 'menuitem', tabindex: -1, 'data-export': format },
      element('span', {}, name),
      element('span', { class: 'about' }, about),
    );
    item.addEventListener('click', () => chosen(format));
    return item;
  });
}

/** A button with a menu of what can be saved, and the place for what there is to say afterwards. */
export function exportMenu(page: PageActions): {
  readonly root: HTMLElement;
  readonly notice: HTMLElement;
} {
  const notice = makeNotice();
  const items = makeItems((format) => {
    show(false);
    opener.focus();
    page
      .exportAs(format)
      .then(notice.say, (failure: unknown) =>
        notice.say(l10n.t('Not saved. {0}', explainFailure(toFailureInfo(failure)))),
      );
  });
  const menu = element(
    'div',
    { role: 'menu', 'aria-label': l10n.t('Export'), hidden: true },
    ...items,
  );
  const show = (open: boolean): void => {
    menu.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
    if (open) items[0]?.focus();
  };
  const opener = button(l10n.t('Export'), 'export', () => show(menu.hidden), {
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    title: l10n.t('Save the picture or the report'),
  });
  const root = element('div', { class: 'export' }, opener, menu);
  root.addEventListener('keydown', (event) => {
    if (menu.hidden) return;
    if (event.key === 'Escape') {
      show(false);
      opener.focus();
    } else if (!moveAmong(items, event.key)) return;
    event.preventDefault();
  });
  root.addEventListener('focusout', ({ relatedTarget }) => {
    if (!root.contains(relatedTarget as Node | null)) show(false);
  });
  return { root, notice: notice.root };
}
