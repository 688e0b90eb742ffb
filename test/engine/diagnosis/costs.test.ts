import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profile } from '../../../src/engine/jobs/profile/profile';
import { standardProfile } from '../../../src/shared/protocol/profileRequest';
import { costFindingCodes } from '../../../src/shared/report/costFindings';
import { costCases } from '../../support/diagnosis/costs';
import type { Definition } from '../../support/diagnosis/definition';
import { withModelledClock } from '../../support/modelledClock';
import { silentJob } from '../../support/silentJob';
import { testBackend } from '../../support/testBackend';

let root = '';
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), 'skipscope-'))));
afterAll(() => rmSync(root, { recursive: true }));

const codes: ReadonlySet<string> = new Set(costFindingCodes);

type Asked = Pick<(typeof costCases)[number], 'code' | 'batchSize'>;

/** The findings of cost, with the lines that they name. */
async function costsOf({ text }: Definition, { code, batchSize }: Asked) {
  // Other sizes tell nothing else.
  const sizes = code === 'batch-too-small' ? {} : { batchSizes: [] };
  const file = join(root, 'definition.js');
  writeFileSync(file, text);
  const { findings } = await withModelledClock(() =>
    profile(
      {
        ...{ root, file, site: 'model', arguments: {}, backend: testBackend, probe: null },
        profile: { ...standardProfile, steps: 2, batchSize, ...sizes },
      },
      silentJob,
    ),
  );
  return findings
    .filter(({ code }) => codes.has(code))
    .map(({ code, source }) => ({ code, line: source?.line }));
}

const lineOf = ({ text }: Definition): number | undefined => {
  const at = text.split('\n').findIndex((line) => line.endsWith('// HERE'));
  return at < 0 ? undefined : at + 1;
};

describe('a cost that a real network is made to have', () => {
  it.each(costCases.map((each) => [each.code, each] as const))(
    '%s is found, and not in a network much like it',
    async (code, { faulty, healthy, batchSize }) => {
      const asked = { code, batchSize };
      const found = (await costsOf(faulty, asked)).filter((each) => each.code === code);
      const line = lineOf(faulty);
      expect(found).toEqual([
        line === undefined ? expect.objectContaining({ code }) : { code, line },
      ]);
      const beside = await costsOf(healthy, asked);
      expect(beside.map((each) => each.code)).not.toContain(code);
    },
  );

  it('has a case for every code', () => {
    expect(costCases.map(({ code }) => code).sort()).toEqual([...costFindingCodes].sort());
  });
});
