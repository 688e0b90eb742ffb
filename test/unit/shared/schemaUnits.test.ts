import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly description?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const isNumeric = ({ type, items, const: fixed }: Schema): boolean =>
  fixed === undefined &&
  ([type].flat().some((one) => one === 'number' || one === 'integer') ||
    (items !== undefined && isNumeric(items)));

/** The paths of the numeric properties that have no description, at any depth. */
function undescribed(schema: unknown, at: readonly string[] = []): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as Schema;
  const own = Object.entries(properties)
    .filter(([, property]) => isNumeric(property) && !property.description)
    .map(([name]) => [...at, name].join('.'));
  const inner = Object.entries(schema).flatMap(([key, value]) => undescribed(value, [...at, key]));
  return [...own, ...inner];
}

describe('the schema of a report', () => {
  it('describes every number', () => {
    const text = readFileSync('src/shared/report/report.schema.json', 'utf8');
    expect(undescribed(JSON.parse(text))).toEqual([]);
  });

  it('would show a number, or a list of numbers, without a description', () => {
    const number = { type: 'number' };
    const list = { type: 'array', items: { type: ['number', 'null'] } };
    const properties = { number, list, told: { ...number, description: 'Seconds.' }, name: {} };
    expect(undescribed({ definitions: { A: { properties } } })).toEqual([
      'definitions.A.number',
      'definitions.A.list',
    ]);
  });
});
