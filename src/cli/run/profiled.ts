import { Failure } from '../../shared/base/failures';
import type { Report } from '../../shared/report/report';
import type { Profiled } from '../../shared/words/profileTables';

const isProfiled = (report: Report): report is Report & Profiled => report.profile !== undefined;

/** The report of a job `profile`. Throws a `Failure` for a model that cannot run: it has a network and no profile. */
export function asProfiled(report: Report): Report & Profiled {
  if (isProfiled(report)) return report;
  const gap = report.notMeasured.find(({ quantity }) => quantity === 'probe');
  throw new Failure('unbuildable', gap?.reason ?? '', report.model.source);
}
