import * as l10n from '@vscode/l10n';
import { parametersText } from '../../../src/shared/words/unknownWords';
import { counted } from '../../../src/shared/words/format';
import { pairTitle } from '../../../src/shared/words/changeText';
import { reportTitle } from '../../../src/shared/words/reportTitle';
import { skipFilters, type PanelModel, type SkipFilter } from '../state/panelState';
import { stageOf } from '../state/stage';
import { metricTitle, reportMetricNames, type MetricName } from '../state/metrics';
import { shownMetric } from '../state/shownHeat';
import { followedBy, runMetrics } from '../state/runMetrics';
import type { PanelStore } from '../state/panelState';
import type { PageActions } from './actions';
import { element } from '../../kit/elements';
import { button, dropdown } from '../../kit/toolkit';
import { exportMenu } from './exportMenu';
import { searchBox } from './searchBox';
import { stepSlider } from './stepSlider';

const filterWords: Readonly<Record<SkipFilter, () => string>> = {
  all: () => l10n.t('All skips'),
  short: () => l10n.t('Short skips'),
  long: () => l10n.t('Long skips'),
  identityAdd: () => l10n.t('Identity'),
  projectionAdd: () => l10n.t('Projection'),
  concat: () => l10n.t('Concat'),
  gated: () => l10n.t('Gated'),
  projectionConcat: () => l10n.t('Projected concat'),
  none: () => l10n.t('No skips'),
};

function subtitle({ subject }: PanelModel): string {
  if (!subject) return '';
  const { model, network, runtime } = subject.report;
  const { layers } = network.totals;
  const place = `${model.source.file}:${model.source.line}`;
  return `${place} · ${counted(layers, 'layer')} · ${parametersText(subject.report)} · ${runtime.backend}`;
}

function titleOf({ subject, status }: PanelModel): string {
  if (!subject) return status.title;
  const { comparing, report } = subject;
  return comparing ? pairTitle(comparing.before.report, report) : reportTitle(report);
}

/** The buttons that need a host to run a model. */
const runButtons = (page: PageActions): HTMLElement[] =>
  page.hasHost
    ? [
        button(l10n.t('Probe gradients'), 'probe', () => page.inspectAgain(true), {
          appearance: 'primary',
        }),
        extra(
          button(l10n.t('Profile'), 'profile', () => page.profile(), {
            title: l10n.t('Measure time and memory of a training step'),
          }),
        ),
        extra(button(l10n.t('Refresh'), 'refresh', () => page.inspectAgain(false))),
      ]
    : [];

/** In a narrow panel, shown on request only. */
function extra(part: HTMLElement): HTMLElement {
  part.classList.add('extra');
  return part;
}

/** Shows what a narrow panel leaves out of its one row. */
function moreButton(toolbarOf: () => HTMLElement): HTMLElement {
  const made = button('⋯', 'more-controls', () => {
    const bar = toolbarOf();
    const isOpen = bar.dataset['more'] !== 'true';
    bar.dataset['more'] = String(isOpen);
    made.setAttribute('aria-expanded', String(isOpen));
  });
  made.classList.add('more-controls');
  made.setAttribute('aria-label', l10n.t('More controls'));
  made.setAttribute('aria-expanded', 'false');
  return made;
}

/** Turns from the graph to the view of its cost, and back; hidden where nothing was profiled. */
function costSwitch(store: PanelStore): HTMLElement {
  const root = button(l10n.t('Show cost'), 'cost', () => {
    const stage = stageOf(store.get()) === 'cost' ? 'graph' : 'cost';
    store.dispatch({ type: 'viewChanged', change: { stage } });
  });
  const update = (): void => {
    const state = store.get();
    root.hidden = state.subject?.report.profile === undefined;
    root.textContent = stageOf(state) === 'cost' ? l10n.t('Show graph') : l10n.t('Show cost');
  };
  store.watch(stageOf, update);
  store.watch(({ subject }) => subject, update);
  return root;
}

/** The numbers that colour the graph: those of the report, and those of a run while one is followed. */
function metricChoice(store: PanelStore): HTMLElement {
  const { root, offer, set } = dropdown<MetricName>({
    action: 'metric',
    label: l10n.t('Colour by'),
    options: reportMetricNames.map((value) => ({ value, text: metricTitle(value) })),
    choose: (value) => store.dispatch({ type: 'viewChanged', change: { metric: value } }),
  });
  const offered = ({ run }: PanelModel): string => followedBy(run).join();
  store.watch(offered, () =>
    offer(followedBy(store.get().run).map((value) => ({ value, text: runMetrics[value].title() }))),
  );
  store.watch(shownMetric, set);
  return root;
}

/** The row at the top: the title, the settings of the view, and the actions. */
export function toolbar(store: PanelStore, page: PageActions): HTMLElement {
  const name = element('h1', {});
  const about = element('span', { class: 'about' });
  const metric = metricChoice(store);
  const filter = dropdown({
    action: 'skips',
    label: l10n.t('Skips to show'),
    options: skipFilters.map((value) => ({ value, text: filterWords[value]() })),
    choose: (value) => store.dispatch({ type: 'viewChanged', change: { filter: value } }),
  });
  const again = runButtons(page);
  const exporting = exportMenu(page);
  const root: HTMLElement = element(
    'header',
    { class: 'toolbar' },
    element('div', { class: 'title' }, name, about),
    metric,
    extra(filter.root),
    extra(stepSlider(store)),
    searchBox(store, page),
    element('div', { class: 'doing' }, costSwitch(store), ...again, exporting.root),
    moreButton(() => root),
    exporting.notice,
  );
  const titled = (): void => {
    const state = store.get();
    name.textContent = titleOf(state);
    // A comparison shows two finished reports: there is no model to run.
    for (const each of again) each.hidden = state.subject?.comparing !== undefined;
    about.textContent = subtitle(state);
    about.title = about.textContent;
  };
  store.watch(({ subject }) => subject, titled);
  store.watch(({ status }) => status.title, titled);
  store.watch(({ view }) => view.filter, filter.set);
  return root;
}
