import * as l10n from '@vscode/l10n';
import { describeNetwork } from '../../analysis/cost/describeNetwork';
import { findFindings } from '../../analysis/findings/findFindings';
import { describeStructure } from '../../analysis/paths/describeStructure';
import {
  REPORT_SCHEMA_VERSION,
  type BackendInfo,
  type NotMeasured,
  type Report,
  type SkipReport,
} from '../../shared/report/report';
import type { Thresholds } from '../../shared/report/thresholds';
import type { ModelDescription } from '../model/modelDescription';

export interface Built {
  readonly first: Pick<
    ModelDescription,
    'name' | 'framework' | 'source' | 'arguments' | 'graph' | 'cannotRun' | 'notMeasured'
  >;
  readonly backend: BackendInfo;
  readonly skips: SkipReport;
  readonly probing: boolean;
  readonly limits: Thresholds;
}

/** What can be said of a model before its probe. */
export function draftReport({ first, backend, skips, probing, limits }: Built): Report {
  const { name, framework, source, graph } = first;
  const network = describeNetwork(graph, skips);
  const noProbe: NotMeasured = {
    quantity: 'probe',
    reason: first.cannotRun ?? (probing ? l10n.t('still running') : l10n.t('not asked for')),
  };
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    model: { name, framework, source, arguments: first.arguments },
    backend,
    network,
    skips,
    structure: describeStructure(graph, skips),
    findings: findFindings({ graph, network, skips }, limits),
    notMeasured: [...(first.notMeasured ?? []), noProbe],
  };
}
