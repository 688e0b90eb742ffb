import type { FailureInfo } from '../../shared/base/failures';
import type { Report } from '../../shared/report/report';
import type { Colours } from '../terminal/terminal';
import { failureText } from '../terminal/failureText';
import { findingsText } from './findingsText';

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
