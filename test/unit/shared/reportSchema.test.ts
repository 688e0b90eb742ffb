import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('publishes the JSON Schema of the report that the types describe (npm run schema)', () => {
  const published = readFileSync(`${root}src/shared/report/report.schema.json`, 'utf8');
  const generated = execFileSync(process.execPath, [`${root}scripts/schema.mjs`, '--print'], {
    encoding: 'utf8',
  });
  expect(published).toBe(generated);
});
