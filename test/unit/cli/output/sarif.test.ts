import { describe, expect, it } from 'vitest';
import { sarif } from '../../../../src/cli/output/sarif';
import { Failure } from '../../../../src/shared/base/failures';
import { smallReport } from './smallReport';

describe('sarif', () => {
  const log = sarif({ version: '1.2.3', reports: [smallReport()], failures: [] });

  it('gives one rule per code and one result per finding, with the level of its severity', () => {
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'SkipScope',
              version: '1.2.3',
              rules: [{ id: 'redundant-bias' }, { id: 'vanishing-gradient' }, { id: 'dead-relu' }],
            },
          },
          invocations: [{ executionSuccessful: true }],
          results: [
            { ruleId: 'redundant-bias', ruleIndex: 0, level: 'note' },
            { ruleId: 'vanishing-gradient', ruleIndex: 1, level: 'error' },
            { ruleId: 'dead-relu', ruleIndex: 2, level: 'warning' },
            { ruleId: 'dead-relu', ruleIndex: 2, level: 'warning' },
          ],
        },
      ],
    });
  });

  it('points at the line of the layer', () => {
    expect(log).toMatchObject({
      runs: [
        {
          results: {
            0: {
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'models/sample.ts', uriBaseId: '%SRCROOT%' },
                    region: { startLine: 3, startColumn: 3 },
                  },
                  logicalLocations: [{ name: 'stem' }],
                },
              ],
            },
          },
        },
      ],
    });
  });

  it('tells of models that could not be built', () => {
    const at = { file: 'a b.ts', line: 2, column: 1 };
    const failures = [new Failure('no-model', 'make', at)];
    expect(sarif({ version: '1.2.3', reports: [], failures })).toMatchObject({
      runs: [
        {
          invocations: [
            {
              executionSuccessful: false,
              toolExecutionNotifications: [
                {
                  descriptor: { id: 'no-model' },
                  message: { text: 'make built no TensorFlow.js model.' },
                  locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.ts' } } }],
                },
              ],
            },
          ],
        },
      ],
    });
  });
});
