import type { FailureInfo } from '../../shared/base/failures';
import { explainFailure } from '../../shared/words/failures';
import type { Json } from '../../shared/base/json';
import type { SourcePosition } from '../../shared/base/source';
import { callPath, relatedPlaces, type RelatedPlace } from '../../shared/words/relatedPlaces';
import type { Finding, Report } from '../../shared/report/report';
import type { Limit } from '../../shared/report/thresholds';
import { findingMessage } from '../../shared/words/findingMessages';
import { findingSuggestion } from '../../shared/words/findingSuggestions';
import { originText } from '../../shared/words/thresholdWords';
import { exitCodeOf, exitCodes, type ExitCode } from '../terminal/exitCodes';
import { CANNOT_BUILD, levels, ruleIndex, rules } from './sarifRules';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** The findings of several models, and the models that gave none because they could not be built. */
export interface SarifSubject {
  /** Of the tool, with its address in the web. */
  readonly version: string;
  readonly homepage: string;
  readonly reports: readonly Report[];
  readonly failures: readonly FailureInfo[];
  readonly exitCode: ExitCode;
}

/**
 * SARIF 2.1.0 (OASIS standard), for code review: one rule per finding code, one result per finding and
 * per definition that cannot be built. Whatever failed is a notification as well, faults of ours included.
 */
export function sarif({ version, homepage, reports, failures, exitCode }: SarifSubject): Json {
  const unbuildable = failures.filter(({ code }) => exitCodeOf(code) === exitCodes.modelFailed);
  const run = {
    tool: {
      driver: { name: 'SkipScope', version, informationUri: homepage, rules: rules(homepage) },
    },
    language: 'en',
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      '%SRCROOT%': { description: { text: 'The folder in which skipscope was started.' } },
    },
    invocations: [
      {
        executionSuccessful: failures.length === 0,
        exitCode,
        toolExecutionNotifications: failures.map(notification),
      },
    ],
    results: [
      ...reports.flatMap((report) => report.findings.map((finding) => result(finding, report))),
      ...unbuildable.flatMap(failedModel),
    ],
  };
  return { $schema: SCHEMA, version: '2.1.0', runs: [run] };
}

function result(finding: Finding, report: Report): Json {
  const { code, severity, layer, evidence, limits } = finding;
  const model = report.model.name;
  const at = finding.source ?? report.model.source;
  const name = report.network.layers.find(({ id }) => id === layer)?.name ?? layer;
  const related = relatedPlaces(finding, report);
  const path = callPath(finding, report);
  const suggestion = findingSuggestion(finding, report.runtime.framework);
  return {
    ruleId: code,
    ruleIndex: ruleIndex(code),
    level: levels[severity],
    message: { text: `${findingMessage(finding, report.network)} ${suggestion}` },
    locations: [
      {
        ...physical(at),
        logicalLocations: [{ name, fullyQualifiedName: `${model}/${layer}`, kind: 'object' }],
      },
    ],
    ...(related.length > 0 && { relatedLocations: related.map(numbered) }),
    ...(path.length > 0 && { codeFlows: [codeFlow(path)] }),
    // The line may move, the finding stays the same one.
    partialFingerprints: { 'skipscope/v1': [at.file, model, layer, code].join('#') },
    properties: { model, evidence: { ...evidence }, limits: limits.map(toLimit) },
  };
}

const toLimit = (limit: Limit): Json => ({ ...limit, origin: originText(limit) });

/**
 * The result for a failure, at the line where the user can fix it; one without a line is a notification only.
 */
function failedModel(failure: FailureInfo): Json[] {
  if (!failure.at) return [];
  return [
    {
      ruleId: CANNOT_BUILD,
      ruleIndex: ruleIndex(CANNOT_BUILD),
      level: 'error',
      message: { text: explainFailure(failure) },
      locations: [physical(failure.at)],
      properties: { code: failure.code },
    },
  ];
}

function notification(failure: FailureInfo): Json {
  return {
    descriptor: { id: failure.code },
    level: 'error',
    message: { text: explainFailure(failure) },
    ...(failure.at ? { locations: [physical(failure.at)] } : {}),
  };
}

const numbered = ({ at, message }: RelatedPlace, index: number): Json => ({
  id: index + 1,
  ...toLocation({ at, message }),
});

const codeFlow = (path: readonly RelatedPlace[]): Json => ({
  message: { text: 'The calls that make the layer.' },
  threadFlows: [{ locations: path.map((place) => ({ location: toLocation(place) })) }],
});

const toLocation = ({ at, message }: RelatedPlace) => ({
  ...physical(at),
  message: { text: message },
});

function physical({ file, line, column }: SourcePosition): { readonly physicalLocation: Json } {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column },
    },
  };
}
