import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../../support/diagnosis/cases';
import { diagnose, judge } from '../../support/diagnosis/judge';
import { testBackend } from '../../support/testBackend';

let root = '';
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), 'skipscope-'))));
afterAll(() => rmSync(root, { recursive: true }));

describe('a fault that people ask about is named with its cause, at its line', () => {
  it.each(cases.map((definition) => [definition.name, definition] as const))(
    '%s',
    async (_, definition) => {
      const said = await diagnose(definition, { root, backend: testBackend });
      const { right, accused } = judge(definition, said);
      expect({ right, accused, said }).toEqual({
        right: true,
        accused: [],
        said,
      });
    },
  );
});
