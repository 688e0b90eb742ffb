import type { FailureInfo } from '../../shared/base/failures';
import type { Report } from '../../shared/report/report';
import { isUnbuilt } from '../../shared/report/selectors';
import type { CheckedExpectations } from '../run/expectations';
import { summaryOf, type Standing } from '../../shared/words/verdict/summary';
import {
  verdictMark,
  verdictOf,
  verdictText,
  type Verdict,
} from '../../shared/words/verdict/verdict';
import type { Colours } from '../terminal/terminal';
import { failureText } from '../terminal/failureText';
import { oneLined } from '../terminal/visible';
import { findingsText } from './findingsText';
import { budgetLines } from './profileText';

/** The outcome for one model: a report, the failure of its probe, or of its building. */
export interface Checked {
  readonly report?: Report;
  readonly failure?: FailureInfo;
}

/**
 * The lines of `check` on one model: its verdict, its findings, and why it could not be built or probed. A model whose
 * probe failed may have findings; the lack of them proves nothing.
 */
export function checkedText({ report, failure }: Checked, colours: Colours): string {
  const failed = failure ? `${failureText(failure)}\n` : '';
  if (!report) return failed;
  const verdict = verdictOf(oneLined(report));
  const found = report.findings.length > 0 ? findingsText(report, colours) : '';
  if (verdict.standing === 'found') return `${marked(verdict, colours)}\n${found}${failed}`;
  return failure ? `${failed}${found}` : `${marked(verdict, colours)}\n${found}`;
}

const paintOf = ({ standing, finding }: Verdict, colours: Colours): Colours['green'] =>
  standing === 'healthy'
    ? colours.green
    : finding?.severity === 'error' || standing === 'failed'
      ? colours.red
      : finding
        ? colours.yellow
        : colours.cyan;

const marked = (verdict: Verdict, colours: Colours): string =>
  paintOf(verdict, colours)(`${verdictMark(verdict)} ${verdictText(verdict)}`);

/** One line on all models: how many stand how. */
export function summaryText(checked: readonly Checked[], colours: Colours): string {
  const { green, red, yellow, cyan } = colours;
  const paints = { healthy: green, found: yellow, unprobed: cyan, failed: red };
  const summary = summaryOf(checked.map(standingOf), (standing, text) => paints[standing](text));
  return `${colours.bold(summary)}\n`;
}

function standingOf({ report, failure }: Checked): Standing {
  if (report && isUnbuilt(report)) return 'failed';
  const standing = report ? verdictOf(report).standing : 'failed';
  return failure && standing !== 'found' ? 'failed' : standing;
}

/** The lines of `check` on what is expected of a model: budgets, and the pinned structure. Empty if nothing is. */
export function expectedText(
  { budget, report, difference }: CheckedExpectations,
  colours: Colours,
): string {
  const pinned =
    difference.length > 0
      ? [colours.red('It differs from its pinned structure:'), ...difference]
      : [];
  return [...budgetLines(report, budget, colours), ...pinned].map((line) => `  ${line}\n`).join('');
}
