import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';

const validators = Object.fromEntries(
  ['report', 'experiment'].map((name) => {
    const place = `../../src/shared/${name}/${name}.schema.json`;
    const file = fileURLToPath(new URL(place, import.meta.url));
    const schema = JSON.parse(readFileSync(file, 'utf8')) as object;
    return [name, new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema)];
  }),
);

/** Violations of the published schema in the JSON of a report or an experiment; empty if it is valid. */
export function schemaErrors(
  json: unknown,
  of: 'report' | 'experiment' = 'report',
): readonly string[] {
  const validate = validators[of]!;
  if (validate(json)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
