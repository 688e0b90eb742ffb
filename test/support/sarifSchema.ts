import { Ajv } from 'ajv';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

// The standard's schema is of draft 4, which differs from what ajv reads in the name of `id` alone.
const schema = Object.fromEntries(
  Object.entries(sarifSchema).filter(([key]) => key !== '$schema' && key !== 'id'),
);
const isDate = (text: string): boolean => !Number.isNaN(Date.parse(text));
const validate = new Ajv({
  allErrors: true,
  strict: false,
  unicodeRegExp: false,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => URL.canParse(text, 'file:///folder/'),
    'date-time': isDate,
  },
}).compile(schema);

/** The violations of the SARIF 2.1.0 schema (OASIS) in a log; empty if it is valid. */
export function sarifErrors(log: unknown): readonly string[] {
  if (validate(log)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
