import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it.each(['report', 'experiment'])(
  'publishes the JSON Schema of the %s that the types describe (npm run schema)',
  (name) => {
    const file = `${root}src/shared/${name}/${name}.schema.json`;
    const command = [`${root}scripts/schema.mjs`, '--print', name];
    const generated = execFileSync(process.execPath, command, { encoding: 'utf8' });
    expect(readFileSync(file, 'utf8')).toBe(generated);
  },
);
