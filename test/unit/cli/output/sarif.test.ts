import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../../../src/cli/terminal/exitCodes';
import { sarif } from '../../../../src/cli/output/sarif';
import { Failure, failureCodes, type FailureInfo } from '../../../../src/shared/base/failures';
import type { Report } from '../../../../src/shared/report/report';
import { findingCodes } from '../../../../src/shared/report/report';
import { plainChain, resnet } from '../../../support/sampleReports';
import { sarifErrors } from '../../../support/sarifSchema';
import { smallReport } from './smallReport';

const tool = { version: '1.2.3', homepage: 'https://skipscope.example/skipscope' };
const logOf = (reports: readonly Report[], failures: readonly FailureInfo[] = []) =>
  sarif({
    ...tool,
    ...{ reports, failures },
    exitCode: failures.length > 0 ? exitCodes.modelFailed : exitCodes.fine,
  });
const at = (line: number) => ({ file: 'models/a b#1.ts', line, column: 3 });
const place = (line: number) => ({
  physicalLocation: {
    artifactLocation: { uri: 'models/a%20b%231.ts', uriBaseId: '%SRCROOT%' },
    region: { startLine: line, startColumn: 3 },
  },
});

describe('sarif', () => {
  it('fits the schema of the standard, whatever was found or failed', () => {
    const failures = failureCodes.map((code, index) =>
      index % 2 > 0 ? new Failure(code, 'detail', at(2)) : new Failure(code, 'detail'),
    );
    expect(sarifErrors(logOf([smallReport(), resnet(2), plainChain(30)], failures))).toEqual([]);
    expect(sarifErrors(logOf([]))).toEqual([]);
    expect(sarifErrors({ version: '2.1.0', runs: [{ tool: {} }] })).not.toEqual([]);
  });

  it('describes every rule, with help and a link to it', () => {
    const rules = [...findingCodes, 'cannot-build'].map((id) => ({
      id,
      shortDescription: { text: expect.stringMatching(/\.$/) as string },
      help: { text: expect.stringContaining(' ') as string },
      helpUri: expect.stringMatching(
        /^https:.*\/docs\/(failures\.md|findings\.md#[\w-]+)$/,
      ) as string,
    }));
    expect(logOf([])).toMatchObject({
      runs: [{ tool: { driver: { name: 'SkipScope', version: '1.2.3', rules } } }],
    });
  });

  it('gives one result per finding, with its rule and the level of its severity', () => {
    expect(logOf([smallReport()])).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          invocations: [{ executionSuccessful: true, exitCode: 0 }],
          results: [
            ['redundant-bias', 'note'] as const,
            ['vanishing-gradient', 'error'] as const,
            ['dead-relu', 'warning'] as const,
            ['dead-relu', 'warning'] as const,
          ].map(([ruleId, level]) => ({
            ruleId,
            ruleIndex: findingCodes.indexOf(ruleId),
            level,
            properties: { model: 'small', limits: [{ name: 'vanishingRatio', value: 1e-3 }] },
          })),
        },
      ],
    });
  });

  it('points at the layer, at what else to look at, and at the calls that led there', () => {
    const report = smallReport();
    const [finding] = report.findings;
    const layers = report.network.layers.map((layer) =>
      layer.id === finding!.layer ? { ...layer, source: [at(3), at(20), at(30)] } : layer,
    );
    const called = {
      ...report,
      network: { ...report.network, layers },
      findings: [{ ...finding!, source: at(3) }],
    };
    expect(logOf([called])).toMatchObject({
      runs: [
        {
          results: [
            {
              locations: [{ ...place(3), logicalLocations: [{ name: 'stem' }] }],
              relatedLocations: [
                { id: 1, ...place(20) },
                { id: 2, ...place(30) },
              ],
              codeFlows: [
                {
                  threadFlows: [
                    { locations: [30, 20, 3].map((line) => ({ location: place(line) })) },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('tells at its line of a model that could not be built, and as a notification of all that failed', () => {
    const failures = [
      new Failure('no-model', 'make', at(2)),
      new Failure('engine-crashed', 'SIGKILL', at(4)),
    ];
    expect(logOf([], failures)).toMatchObject({
      runs: [
        {
          invocations: [
            {
              executionSuccessful: false,
              exitCode: 3,
              toolExecutionNotifications: [
                { descriptor: { id: 'no-model' }, locations: [place(2)] },
                { descriptor: { id: 'engine-crashed' }, locations: [place(4)] },
              ],
            },
          ],
          results: [
            {
              ruleId: 'cannot-build',
              ruleIndex: findingCodes.length,
              level: 'error',
              message: { text: 'make built no TensorFlow.js model.' },
              locations: [place(2)],
            },
          ],
        },
      ],
    });
  });
});
