// The extension in its host over a long session: refreshes timed, the event loop watched, and
// memory and handles before and after 300 edits and 60 runs. Needs `npm run build` and a browser.
import { runHostTests } from '../support/vscode/hostTests';

type Row = Readonly<Record<string, number | string>>;

const goals: Readonly<Record<string, string>> = {
  'refresh after saving, median ms': '< 300',
  "extension's longest stretch while refreshing, ms": '< 10',
  "extension's longest stretch while typing, ms": '< 10',
};

export async function bench(): Promise<Row[]> {
  const { tests, measured } = await runHostTests({
    edits: 300,
    runs: 60,
    refreshes: 10,
    restMilliseconds: 3000,
  });
  const outcomes = tests.map(({ title, failure }) => ({
    what: title,
    value: failure ?? 'passed',
    goal: 'passed',
  }));
  const values = Object.entries(measured).map(([what, value]) => ({
    what,
    value: Math.round(value * 100) / 100,
    goal: goals[what] ?? '',
  }));
  return [...outcomes, ...values];
}
