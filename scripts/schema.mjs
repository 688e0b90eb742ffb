// `npm run schema` writes the JSON Schema of a report from its TypeScript types; `--print` only prints it.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const { $schema, ...schema } = createGenerator({
  path: at('src/shared/report/report.ts'),
  tsconfig: at('src/shared/tsconfig.json'),
  type: 'Report',
  topRef: false,
  skipTypeCheck: true,
  additionalProperties: false,
}).createSchema('Report');
const text = `${JSON.stringify({ $schema, title: 'SkipScope report', ...schema }, null, 2)}\n`;

if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(at('src/shared/report/report.schema.json'), text);
