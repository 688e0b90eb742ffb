import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { mentionsOf } from '../../../../../../src/engine/frontends/javascript/arguments/mentions';

const root = mkdtempSync(join(tmpdir(), 'skipscope-mentions-'));
const files: Readonly<Record<string, string>> = {
  '.gitignore': 'built/\n',
  'built/main.js': `import './net'`,
  'a.ts': `import './models/net'`,
  'models/net.ts': 'export const net = 1;',
  'models/z.mjs': `import './net.ts'`,
  'models/bundle.js': `import './net'; //${'x'.repeat(500_000)}`,
  'models/tf.min.js': `import './net'`,
  'models/index.ts': `export * from './other'`,
  'other/page.html': `<script>import '../models/net.js'</script>`,
  'other/train.py': `from models import net`,
  'other/package.json': '{ "name": "@acme/other" }',
  'other/index.ts': 'export {};',
  'use.ts': `import '@acme/other'`,
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}
afterAll(() => rmSync(root, { recursive: true }));

const mentionsIn = (file: string, top = root): string[] =>
  [...mentionsOf(join(root, file), top)].map(({ file }) =>
    relative(root, file).split(sep).join('/'),
  );

it('are what people write in JavaScript and TypeScript, nearest first', () => {
  expect(mentionsIn('models/net.ts')).toEqual(['models/z.mjs', 'a.ts', 'other/page.html']);
});

it('name the folder of an index, or the package around it', () => {
  expect(mentionsIn('other/index.ts')).toEqual(['models/index.ts', 'use.ts']);
});

it('lie in the workspace though the file does not', () => {
  expect(mentionsIn('models/net.ts', join(root, 'other'))).toEqual([
    'models/z.mjs',
    'other/page.html',
  ]);
});
