import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { reportText } from '../../../src/cli/output/reportText';
import { width } from '../../../src/cli/terminal/width';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import type { InspectRequest, ProbeOptions } from '../../../src/shared/protocol/inspectRequest';
import type { Finding, Report } from '../../../src/shared/report/report';
import { silentJob } from '../../support/silentJob';
import { testBackend } from '../../support/testBackend';

export const root = resolve(import.meta.dirname, '../../..');

const few: ProbeOptions = { steps: 2, seeds: 3, batchSize: 8, seed: 1 };

/** The whole pipeline in this process, on wasm, as a front end asks for it; `null` asks for no probe. */
export function inspectFile(
  request: Pick<InspectRequest, 'file' | 'site'> & { readonly text?: string },
  probe: Partial<ProbeOptions> | null = {},
): Promise<Report> {
  const options = probe && { ...few, ...probe };
  return inspect(
    { root, arguments: {}, backend: testBackend, probe: options, ...request },
    silentJob,
  );
}

export function inspectExample(
  name: string,
  probe: Partial<ProbeOptions> | null = {},
): Promise<Report> {
  return inspectFile({ file: join(root, 'examples', `${name}.ts`), site: '' }, probe);
}

const plain = pc.createColors(false);

/** The lines of a report that a terminal of 80 columns would break. */
export const tooWide = (report: Report): string[] =>
  reportText(report, plain)
    .split('\n')
    .filter((line) => width(line) > 80);

/** The findings above `info`. */
export const problems = (findings: readonly Finding[]): string[] =>
  findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
