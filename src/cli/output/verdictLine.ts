import type { Report } from '../../shared/report/report';
import { verdictMark, verdictOf, verdictText } from '../../shared/words/verdict/verdict';
import type { Colours } from '../terminal/terminal';
import { wrapped } from '../terminal/wrapped';

/** The verdict on a report, in the words of every other view. */
export function verdictLine(report: Report, colours: Colours, columns: number): string {
  const verdict = verdictOf(report);
  const { standing, finding } = verdict;
  const paint = {
    healthy: colours.green,
    unprobed: colours.cyan,
    found: finding?.severity === 'error' ? colours.red : colours.yellow,
    failed: colours.red,
  }[standing];
  const lines = wrapped(`${verdictMark(verdict)} ${verdictText(verdict)}`, 2, columns);
  return lines.map((line) => `${paint(colours.bold(line))}\n`).join('');
}
