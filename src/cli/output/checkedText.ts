import type { FailureInfo } from '../../shared/base/failures';
import type { Report } from '../../shared/report/report';
import type { Checked } from '../run/expectations';
import type { Colours } from '../terminal/terminal';
import { failureText } from '../terminal/failureText';
import { findingsText } from './findingsText';
import { budgetLines } from './profileText';

/**
 * The lines of `check` on a model with a graph: its findings, and why its probe failed. A model whose probe failed may
 * have findings; the lack of them proves nothing.
 */
export function checkedText(
  report: Report,
  failure: FailureInfo | undefined,
  colours: Colours,
): string {
  const findings = findingsText(report, colours);
  if (!failure) return findings;
  const failed = `${failureText(failure)}\n`;
  return report.findings.length > 0 ? findings + failed : failed;
}

/** The lines of `check` on what is expected of a model: budgets, and the pinned structure. Empty where nothing is. */
export function expectedText({ budget, report, difference }: Checked, colours: Colours): string {
  const pinned =
    difference.length > 0
      ? [colours.red('It differs from its pinned structure:'), ...difference]
      : [];
  return [...budgetLines(report, budget, colours), ...pinned].map((line) => `  ${line}\n`).join('');
}
