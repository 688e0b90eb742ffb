import { explainFailure, type FailureInfo } from '../../shared/base/failures';
import type { Json } from '../../shared/base/json';
import type { SourcePosition } from '../../shared/base/source';
import type { Finding, Report, Severity } from '../../shared/report/report';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const INFORMATION = 'https://github.com/skipscope/skipscope';
const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** The findings of several models, and the models that gave none because they could not be built. */
export interface SarifSubject {
  readonly version: string;
  readonly reports: readonly Report[];
  readonly failures: readonly FailureInfo[];
}

/** SARIF 2.1.0 (OASIS standard), for code review: one rule per finding code, one result per finding. */
export function sarif({ version, reports, failures }: SarifSubject): Json {
  const findings = reports.flatMap((report) =>
    report.findings.map((finding) => ({ finding, report })),
  );
  const codes = [...new Set(findings.map(({ finding }) => finding.code))];
  const run = {
    tool: {
      driver: {
        name: 'SkipScope',
        version,
        informationUri: INFORMATION,
        rules: codes.map((code) => ({ id: code })),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: failures.length === 0,
        toolExecutionNotifications: failures.map(notification),
      },
    ],
    results: findings.map(({ finding, report }) => result(finding, report, codes)),
  };
  return { $schema: SCHEMA, version: '2.1.0', runs: [run] };
}

function result(finding: Finding, report: Report, codes: readonly string[]): Json {
  const { code, severity, layer, message, suggestion, evidence } = finding;
  const name = report.network.layers.find(({ id }) => id === layer)?.name ?? layer;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: `${message} ${suggestion}` },
    locations: [
      {
        ...physical(finding.source ?? report.model.source),
        logicalLocations: [{ name, fullyQualifiedName: `${report.model.name}/${layer}` }],
      },
    ],
    properties: { model: report.model.name, evidence },
  };
}

function notification(failure: FailureInfo): Json {
  return {
    descriptor: { id: failure.code },
    level: 'error',
    message: { text: explainFailure(failure) },
    ...(failure.at ? { locations: [physical(failure.at)] } : {}),
  };
}

function physical({ file, line, column }: SourcePosition): { readonly physicalLocation: Json } {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column },
    },
  };
}
