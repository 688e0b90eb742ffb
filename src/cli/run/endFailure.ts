import type { FailureInfo } from '../../shared/base/failures';
import type { Report } from '../../shared/report/report';
import { endOfNetwork } from '../../shared/report/selectors';

/** The failure at which a network ends before its definition does, at its line; none where a finding tells it. */
export function endFailure(report: Report): FailureInfo | undefined {
  const end = endOfNetwork(report);
  if (!end || report.refused) return undefined;
  const { file, line } = end.values ?? {};
  const isPlace = typeof file === 'string' && typeof line === 'number';
  const at = isPlace ? { file, line, column: 1 } : report.model.source;
  return { code: 'model-threw', detail: end, at };
}
