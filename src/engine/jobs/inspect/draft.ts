import type { Message } from '../../../shared/base/message';
import { describeNetwork } from '../../../analysis/cost/describeNetwork';
import type { OutputLoss } from '../../../analysis/findings/facts/outputs';
import { findFindings } from '../../../analysis/findings/findFindings';
import { describeStructure } from '../../../analysis/paths/describeStructure';
import {
  REPORT_SCHEMA_VERSION,
  type NotMeasured,
  type Report,
  type Runtime,
  type SkipReport,
} from '../../../shared/report/report';
import type { Thresholds } from '../../../shared/report/thresholds';
import { message } from '../../../shared/words/message';
import type { ModelDescription } from '../../model/modelDescription';

export interface Built {
  readonly first: Pick<
    ModelDescription,
    | 'name'
    | 'framework'
    | 'source'
    | 'arguments'
    | 'standIns'
    | 'graph'
    | 'cannotRun'
    | 'notMeasured'
    | 'unused'
    | 'faults'
  >;
  readonly runtime: Runtime;
  readonly skips: SkipReport;
  readonly losses: readonly OutputLoss[];
  readonly probing: boolean;
  readonly limits: Thresholds;
}

/** The report of a model before its probe. */
export function draftReport({ first, runtime, skips, losses, probing, limits }: Built): Report {
  const { name, source, graph, standIns } = first;
  const network = describeNetwork(graph, skips);
  const noProbe: NotMeasured = {
    quantity: 'probe',
    reason: noProbeReason(first, probing),
  };
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    model: { name, source, arguments: first.arguments, ...(standIns && { standIns }) },
    runtime,
    network,
    skips,
    structure: describeStructure(graph, skips),
    findings: findFindings({ graph, network, skips, losses, ...besides(first) }, limits),
    notMeasured: [...(first.notMeasured ?? []), noProbe],
  };
}

/** Properties of the source that the description holds beside the network. */
export const besides = ({
  unused,
  faults,
}: Pick<ModelDescription, 'unused' | 'faults'>): Pick<ModelDescription, 'unused' | 'faults'> => ({
  ...(unused && { unused }),
  ...(faults && { faults }),
});

const noProbeReason = ({ cannotRun }: Built['first'], probing: boolean): Message =>
  cannotRun ?? message(probing ? 'notMeasured.running' : 'notMeasured.not-asked-for');
