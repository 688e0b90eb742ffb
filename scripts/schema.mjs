// `npm run schema` writes the JSON Schemas of a report and of an experiment from their TypeScript types; `--print NAME` only prints one.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const published = {
  report: { of: 'report/report', type: 'Report', title: 'SkipScope report' },
  experiment: {
    of: 'experiment/experiment',
    type: 'ExperimentResult',
    title: 'SkipScope experiment',
  },
};

function textOf({ of, type, title }) {
  const { $schema, ...schema } = createGenerator({
    path: at(`src/shared/${of}.ts`),
    tsconfig: at('src/shared/tsconfig.json'),
    type,
    topRef: false,
    skipTypeCheck: true,
    additionalProperties: false,
  }).createSchema(type);
  return `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`;
}

const asked = process.argv.indexOf('--print');
if (asked > 0) process.stdout.write(textOf(published[process.argv[asked + 1] ?? 'report']));
else
  for (const each of Object.values(published))
    writeFileSync(at(`src/shared/${each.of}.schema.json`), textOf(each));
