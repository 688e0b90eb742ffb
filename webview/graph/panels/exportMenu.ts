import * as l10n from '@vscode/l10n';
import { exportFormats, type ExportFormat } from '../../../src/shared/protocol/graphPanelContract';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import { menuButton } from '../../kit/menu';
import { notice } from '../../kit/notice';
import type { PageActions } from './actions';

interface FormatWords {
  readonly title: string;
  readonly about: string;
}

const formatWords = (): Readonly<Record<ExportFormat, FormatWords>> => ({
  svg: { title: l10n.t('Picture as SVG'), about: l10n.t('vectors, for print and slides') },
  png: { title: l10n.t('Picture as PNG'), about: l10n.t('pixels, at 2×') },
  json: { title: l10n.t('Report as JSON'), about: l10n.t('every number, for scripts') },
  html: { title: l10n.t('Report as HTML'), about: l10n.t('one file that opens offline') },
});

/** A button with a menu of the formats to save in, and a notice for the outcome. */
export function exportMenu(page: PageActions): {
  readonly root: HTMLElement;
  readonly notice: HTMLElement;
} {
  const outcome = notice();
  const words = formatWords();
  const root = menuButton({
    label: l10n.t('Export'),
    action: 'export',
    title: l10n.t('Save the picture or the report'),
    items: exportFormats.map((format) => ({
      ...words[format],
      attributes: { 'data-export': format },
      choose: () =>
        void page
          .exportAs(format)
          .then(outcome.say, (failure: unknown) =>
            outcome.say(l10n.t('Not saved. {0}', explainFailure(toFailureInfo(failure)))),
          ),
    })),
  });
  root.classList.add('export');
  return { root, notice: outcome.root };
}
