import { Failure } from '../base/failures';
import { isReport } from './guard';
import type { Report } from './report';
import { fromVersion1 } from './version1';

/** Reads a stored value as a report of this version or an older one; `undefined` if it is none. */
export function reportOf(value: unknown): Report | undefined {
  if (isReport(value)) return value;
  const migrated = fromVersion1(value);
  return isReport(migrated) ? migrated : undefined;
}

/** Reads a report that was written as JSON, by this version or an older one. Throws a `usage` {@link Failure} that names the file. */
export function readReport(text: string, file: string): Report {
  const report = reportOf(parsed(text));
  if (report) return report;
  // `message` stands in `shared/words`, which imports this folder.
  throw new Failure('usage', { code: 'report.not-a-report', values: { file } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
