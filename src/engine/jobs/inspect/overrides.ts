import path from 'node:path';
import { argumentsFor, mergeOverrides, overridesKey } from '../../../workspace/overrides/overrides';
import { overridesPositions, readOverrides } from '../../../workspace/overrides/readOverrides';
import type { SiteOverrides } from '../../../shared/protocol/overrides';
import { overridesTextIn } from '../../../workspace/overrides/overridesText';
import { Failure } from '../../../shared/base/failures';
import type {
  DataPlace,
  InspectRequest,
  ProbeOptions,
} from '../../../shared/protocol/inspectRequest';
import {
  thresholdFault,
  thresholdNames,
  type OwnThresholds,
} from '../../../shared/report/thresholds';
import { message } from '../../../shared/words/message';
import { reportPath } from '../../../workspace/reportPath';

/**
 * The request with the workspace's overrides for its definition; values of the request itself take
 * precedence. Read here, in one place for all front ends. Rejects with `invalid-argument` if the file is
 * wrong.
 */
export async function withOverrides(request: InspectRequest): Promise<InspectRequest> {
  const text = await overridesTextIn(request.root);
  const key = overridesKey(reportPath(request.file, request.root), request.site);
  const overrides = readOverrides(text);
  const kept = argumentsFor(overrides, key);
  const { arguments: given, inputShape, probe } = request;
  const wanted = { arguments: given, ...(inputShape && { inputShape }) };
  const at = (): DataPlace['at'] => overridesPositions(text)(['sites', key, 'data']);
  return {
    ...request,
    ...mergeOverrides(kept, wanted),
    thresholds: { ...overrides.thresholds, ...checked(request.thresholds ?? {}) },
    probe:
      probe && withData(probe, kept.data && { ...absolute(kept.data, request.root), at: at() }),
  };
}

const withData = (probe: ProbeOptions, kept: DataPlace | undefined): ProbeOptions =>
  probe.data || !kept ? probe : { ...probe, data: kept };

function absolute(
  { inputs, targets }: NonNullable<SiteOverrides['data']>,
  root: string,
): DataPlace {
  return {
    inputs: path.resolve(root, inputs),
    ...(targets !== undefined && { targets: path.resolve(root, targets) }),
  };
}

/**
 * Checks limits from settings, which may hold anything. Throws a `Failure` of code `invalid-argument` for an
 * invalid one.
 */
function checked(thresholds: OwnThresholds): OwnThresholds {
  for (const [name, value] of Object.entries(thresholds)) {
    const fault = thresholdFault(name, value);
    if (fault === 'unknown') {
      const names = thresholdNames.join(', ');
      throw new Failure('invalid-argument', message('report.threshold-unknown', { name, names }));
    }
    if (fault)
      throw new Failure('invalid-argument', message(`report.threshold-${fault}`, { name }));
  }
  return thresholds;
}
