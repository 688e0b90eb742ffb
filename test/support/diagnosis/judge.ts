import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frontend } from '../../../src/engine/model/frontend';
import type { Subject } from '../../../src/engine/model/subject';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import { toFailureInfo } from '../../../src/shared/base/failures';
import type { ProbeOptions } from '../../../src/shared/protocol/inspectRequest';
import type { BackendName, Finding } from '../../../src/shared/report/report';
import { silentJob } from '../silentJob';
import type { Definition } from './definition';

const few: ProbeOptions = { steps: 3, seeds: 3, batchSize: 16, seed: 1 };

/** A finding, or a failure, by its code and place. */
interface Said {
  readonly code: string;
  readonly variant?: string;
  readonly severity: string;
  readonly line: number | undefined;
}

interface Diagnosing {
  readonly root: string;
  readonly backend: BackendName;
  readonly seed?: number;
  readonly registry?: readonly Frontend<Subject>[];
}

/** Inspects a definition in this process; it is written to a folder of the caller's. */
export async function diagnose(
  definition: Definition,
  { root, backend, seed = 1, registry }: Diagnosing,
): Promise<Said[]> {
  const file = join(root, 'definition.js');
  writeFileSync(file, definition.text);
  const data = definition.hasData && { data: { inputs: `${file}#data` } };
  const probe = { ...few, ...definition.probe, ...data, seed };
  try {
    const { findings } = await inspect(
      { root, file, site: 'model', arguments: {}, backend, probe },
      silentJob,
      registry ? { registry } : {},
    );
    return findings.map(said);
  } catch (error) {
    const { code, at } = toFailureInfo(error);
    return [{ code, severity: 'error', line: at?.line }];
  }
}

const said = (finding: Finding): Said => ({
  code: finding.code,
  ...('variant' in finding && { variant: finding.variant }),
  severity: finding.severity,
  line: finding.source?.line,
});

/** Tells whether cause and line are right, with everything accused beside them. */
export interface Verdict {
  readonly detected: boolean;
  readonly right: boolean;
  readonly accused: readonly string[];
}

/** Compares what was said with the right answer. */
export function judge({ answer, text }: Definition, all: readonly Said[]): Verdict {
  const loud = all.filter(({ severity }) => severity !== 'info');
  const named = all.filter(
    ({ code, variant }) => code === answer?.code && (!answer.variant || variant === answer.variant),
  );
  const wanted = text.split('\n').findIndex((line) => line.includes('// HERE')) + 1;
  const isRight = named.some(({ line }) => wanted === 0 || line === wanted);
  const right = answer === null ? loud.length === 0 : isRight;
  const allowed: readonly string[] = answer ? [answer.code, ...(answer.also ?? [])] : [];
  return {
    detected: loud.length > 0 || named.length > 0,
    right,
    accused: loud
      .filter(({ code }) => !allowed.includes(code))
      .map(({ code, variant, line }) => [code, variant, line].filter(Boolean).join(' ')),
  };
}
