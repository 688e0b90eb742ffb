import * as l10n from '@vscode/l10n';
import { toFailureInfo } from '../../../src/shared/base/failures';
import type { ExperimentResult } from '../../../src/shared/experiment/experiment';
import {
  experimentFormats,
  type ExperimentFormat,
} from '../../../src/shared/protocol/experimentPanelContract';
import { durationText } from '../../../src/shared/words/experimentWords';
import { explainFailure } from '../../../src/shared/words/failures';
import { sentenceOf } from '../../../src/shared/words/sentence';
import { element } from '../../kit/elements';
import { menuButton } from '../../kit/menu';
import { notice } from '../../kit/notice';
import { button } from '../../kit/toolkit';
import { figuresOf } from '../figures/figuresOf';
import { figureView } from '../figures/figureView';
import type { Palette } from '../figures/palette';
import type { PageActions } from './actions';
import { resultTables } from './tables';

const formats: Readonly<Record<ExperimentFormat, () => readonly [title: string, about: string]>> = {
  svg: () => [l10n.t('Picture as SVG'), l10n.t('vectors, for print and slides')],
  png: () => [l10n.t('Picture as PNG'), l10n.t('pixels, at 2×')],
  csv: () => [l10n.t('Measurements as CSV'), l10n.t('a row for each network, seed and step')],
  json: () => [l10n.t('Result as JSON'), l10n.t('every number, for scripts')],
  html: () => [l10n.t('Result as HTML'), l10n.t('one file that opens offline')],
};

function exportMenu(actions: PageActions): HTMLElement[] {
  const outcome = notice();
  const save = (format: ExperimentFormat): Promise<void> =>
    actions
      .exportAs(format)
      .catch((failure: unknown) =>
        outcome.say(l10n.t('Not saved. {0}', explainFailure(toFailureInfo(failure)))),
      );
  const menu = menuButton({
    label: l10n.t('Export'),
    action: 'export',
    title: l10n.t('Save the picture or the result'),
    items: experimentFormats.map((format) => {
      const [title, about] = formats[format]();
      return {
        title,
        about,
        attributes: { 'data-export': format },
        choose: () => void save(format),
      };
    }),
  });
  return [menu, outcome.root];
}

function howMeasured({ method, cost, runtime, data }: ExperimentResult): HTMLElement {
  const { cpuSeconds, missing } = cost;
  const lines = [
    ...method.map(sentenceOf),
    data.kind === 'synthetic'
      ? l10n.t('Data: made for the model.')
      : l10n.t('Data: {0}.', data.name),
    l10n.t(
      '{0} {1}, {2} on {3}; {4} of processor time.',
      ...[runtime.library, runtime.version, runtime.backend, runtime.device],
      durationText(cpuSeconds),
    ),
    ...(missing > 0 ? [l10n.t('Cells that are missing: {0}.', missing)] : []),
  ];
  return element(
    'details',
    { class: 'method' },
    element('summary', {}, l10n.t('How it was measured')),
    ...lines.map((line) => element('p', {}, line)),
  );
}

interface Shown {
  readonly result: ExperimentResult;
  readonly before?: ExperimentResult | undefined;
  /** Absent while the run goes on. */
  readonly command?: string | undefined;
}

/** A result: the sentence first, then pictures, the table behind them, and how it was measured. */
export function resultCard(
  { result, before, command }: Shown,
  palette: Palette,
  actions: PageActions,
): HTMLElement {
  const [first = '', ...others] = result.verdict.sentences.map(sentenceOf);
  const hasEnded = command !== undefined;
  const ends = hasEnded && actions.hasHost;
  // Comparisons come with the verdict.
  const tabled = hasEnded ? result : { ...result, comparisons: [] };
  return element(
    'article',
    { class: 'card', 'data-tone': result.verdict.tone, 'data-experiment': result.experiment },
    element(
      'header',
      {},
      element('h2', { class: 'sentence' }, first),
      ends && element('div', { class: 'doing' }, ...exportMenu(actions)),
    ),
    ...others.map((sentence) => element('p', { class: 'sentence' }, sentence)),
    before &&
      element(
        'p',
        { class: 'note' },
        l10n.t('Dotted lines are an earlier result.'),
        button(l10n.t('Leave it out'), 'compare-end', () => actions.compare(undefined)),
      ),
    ...figuresOf(result, before).map((figure) => figureView(figure, palette)),
    element(
      'div',
      { class: 'tables', tabindex: 0, role: 'region', 'aria-label': l10n.t('Numbers') },
      ...resultTables(tabled, before, actions),
    ),
    howMeasured(result),
    hasEnded &&
      element(
        'p',
        { class: 'command' },
        element('code', {}, command),
        actions.hasHost && button(l10n.t('Copy command'), 'copy', () => actions.copy(command)),
      ),
  );
}
