import { element } from '../../../webview/kit/elements';
import { facts, section } from '../../../webview/kit/facts';
import { LineChart } from '../../../webview/kit/lineChart';
import { menuButton } from '../../../webview/kit/menu';
import { notice } from '../../../webview/kit/notice';
import { openEditorPage } from '../../../webview/kit/port';
import { startPage } from '../../../webview/kit/start';
import { createStore } from '../../../webview/kit/store';
import '../../../webview/kit/styles';
import { readTheme, watchTheme } from '../../../webview/kit/theme';
import { button, dropdown, spinner, tabs } from '../../../webview/kit/toolkit';
import { progressBar } from '../../../webview/kit/vscodeElements';
import { RpcClient } from '../../../src/shared/protocol/rpc';

// A second, unrelated panel, built from the kit alone.

const units = { ms: 1, s: 1000 } as const;
type Unit = keyof typeof units;

interface State {
  /** Running times in ms, one for each commit. */
  readonly times: readonly number[];
  readonly unit: Unit;
  readonly hovered: number | undefined;
}
type Action = {
  readonly [K in keyof State]: { readonly set: K; readonly to: State[K] };
}[keyof State];

interface Contract {
  readonly requests: { measure: { takes: null; gives: number } };
  readonly events: Record<string, never>;
}

startPage();
const page = openEditorPage();
const host = page && new RpcClient<Contract>(page.port);
const store = createStore<State, Action>(
  { times: [120, 118, 340, 95, 90, 88], unit: 'ms', hovered: undefined },
  (state, { set, to }) => ({ ...state, [set]: to }),
);

const unit = dropdown<Unit>({
  action: 'unit',
  label: 'Unit',
  options: [
    { value: 'ms', text: 'Milliseconds' },
    { value: 's', text: 'Seconds' },
  ],
  choose: (to) => store.dispatch({ set: 'unit', to }),
});
const outcome = notice();
const measure = button('Measure', 'measure', () => {
  void host?.request('measure', null).then((time) => {
    store.dispatch({ set: 'times', to: [...store.get().times, time] });
    outcome.say(`Measured ${time} ms.`);
  });
});
const exporting = menuButton({
  label: 'Export',
  action: 'export',
  title: 'Save the times',
  items: [{ title: 'As CSV', about: 'for spreadsheets', choose: () => outcome.say('Saved.') }],
});

const bar = progressBar('Commits measured');
const chart = new LineChart({
  hover: (to) => store.dispatch({ set: 'hovered', to }),
  pick: (index) => outcome.say(`Commit ${index}`),
});
const details = element('div', {});
const parts = tabs({
  label: 'Views',
  list: [
    { id: 'chart', title: 'Chart', content: chart.root },
    { id: 'table', title: 'Numbers', content: details },
  ],
  choose: () => undefined,
});

document
  .getElementById('skipscope')
  ?.append(
    element(
      'header',
      { class: 'toolbar' },
      element('div', { class: 'title' }, element('h1', {}, 'Running times')),
      unit.root,
      spinner(),
      measure,
      exporting,
      bar.root,
      outcome.root,
    ),
    element('main', {}, parts.root),
  );

const draw = (): void => {
  const { times, unit: shown } = store.get();
  const theme = readTheme(document.body);
  const values = times.map((time) => time / units[shown]);
  chart.show({
    theme,
    x: times.map((_, at) => at),
    series: [
      {
        type: 'band',
        low: values.map((value) => value * 0.8),
        high: values.map((value) => value * 1.25),
        colour: theme.accent,
      },
      { type: 'line', values, colour: theme.text, dots: { size: 5, fill: theme.text } },
    ],
    scale: 'log',
    format: (value) => `${value} ${shown}`,
  });
  bar.set(times.length, 10);
  details.replaceChildren(
    section('Times', facts(values.map((value, at) => [`Commit ${at}`, `${value} ${shown}`]))),
  );
};
watchTheme(draw);
store.watch(({ times }) => times, draw);
store.watch(({ unit: shown }) => shown, draw);
store.watch(({ unit: shown }) => shown, unit.set);
store.watch(
  ({ hovered }) => hovered,
  (index) => (document.body.dataset['hovered'] = String(index)),
);
page?.save({ opened: true });
