import type { Message } from '../../../shared/base/message';
import { describeNetwork } from '../../../analysis/cost/describeNetwork';
import type { OutputLoss } from '../../../analysis/findings/facts/outputs';
import { findFindings, type FindingsSubject } from '../../../analysis/findings/findFindings';
import { refusedLayer } from '../../../analysis/findings/refusedLayer';
import { describeStructure } from '../../../analysis/paths/describeStructure';
import { findSkips } from '../../../analysis/skips/findSkips';
import type { LayerId } from '../../../shared/network/network';
import {
  REPORT_SCHEMA_VERSION,
  type Finding,
  type ModelArgument,
  type NotMeasured,
  type Report,
  type Runtime,
  type SkipReport,
} from '../../../shared/report/report';
import { thresholdsWith, type Thresholds } from '../../../shared/report/thresholds';
import { message } from '../../../shared/words/message';
import type { ModelDescription } from '../../model/modelDescription';
import type { UnfinishedModel } from '../../model/unfinished';
import { runtimeFor } from '../../tfjs/backends/openBackend';

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
    | 'refused'
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
  const findings = findFindings({ graph, network, skips, losses, ...besides(first) }, limits);
  const refused = refusedIn(first, findings);
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    model: { name, source, arguments: first.arguments, ...(standIns && { standIns }) },
    runtime,
    network,
    skips,
    structure: describeStructure(graph, skips),
    // Of a network that ends early, what is behind the end would be blamed for being absent.
    findings: refused ? findings.filter(({ layer }) => layer === refused) : findings,
    notMeasured: [...(first.notMeasured ?? []), noProbe],
    ...(refused && { refused: refusedLayer(refused, graph, findings) }),
  };
}

/** The layer with which a graph ends: the frontend's own word for it, or the join that does not fit where no run goes on. */
const refusedIn = (
  { refused, cannotRun }: Built['first'],
  findings: readonly Finding[],
): LayerId | undefined =>
  refused ??
  (cannotRun &&
    findings.find((one) => one.code === 'merge-shape-mismatch' && !('variant' in one))?.layer);

/** The report of a network that ends at the layer that refused its inputs. */
export const unfinishedReport = (first: UnfinishedModel): Report =>
  draftReport({
    first,
    runtime: runtimeFor(first.framework),
    skips: findSkips(first.graph),
    losses: [],
    probing: false,
    limits: thresholdsWith({}),
  });

/** Properties of the source that the description holds beside the network. */
export const besides = ({
  unused,
  faults,
  arguments: given,
}: Pick<ModelDescription, 'unused' | 'faults' | 'arguments'>): Pick<
  FindingsSubject,
  'unused' | 'faults' | 'hasGap'
> => ({
  ...(unused && { unused }),
  ...(faults && { faults }),
  ...(given.some(standsForLayers) && { hasGap: true }),
});

/** Layers that a definition takes, and that nothing tells, are passed by. */
const standsForLayers = ({ origin, value }: ModelArgument): boolean =>
  origin === 'guess' && value === 'Identity()';

const noProbeReason = ({ cannotRun }: Built['first'], probing: boolean): Message =>
  cannotRun ?? message(probing ? 'notMeasured.running' : 'notMeasured.not-asked-for');
