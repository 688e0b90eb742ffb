import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';

const file = fileURLToPath(new URL('../../src/shared/report/report.schema.json', import.meta.url));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(file, 'utf8')) as object,
);

/** What a report's JSON says that its published schema does not allow; empty where it fits. */
export function schemaErrors(json: unknown): readonly string[] {
  if (validate(json)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
