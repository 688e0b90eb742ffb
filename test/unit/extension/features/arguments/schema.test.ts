import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { readOverrides } from '../../../../../src/workspace/overrides/readOverrides';

const schema = JSON.parse(readFileSync('media/overrides.schema.json', 'utf8')) as object;
// The editor's additions to JSON Schema.
const fits = new Ajv({ keywords: ['defaultSnippets', 'errorMessage'] }).compile(schema);

const isRead = (content: unknown): boolean => {
  try {
    readOverrides(JSON.stringify(content));
    return true;
  } catch {
    return false;
  }
};

it.each([
  {},
  { $schema: 'x', sites: {} },
  { thresholds: { deadShare: 1, plainStack: 30 } },
  { sites: { 'a.ts#b': { data: 'train.npz' } } },
  { sites: { 'a.ts#b': { data: { inputs: 'x.npy', targets: 'y.npy' } } } },
  { sites: { 'a.ts#b': { arguments: { depth: [1, { x: null }] }, inputShape: [32, 32, 3] } } },
])('the schema and the reader take %j', (content) => {
  expect(isRead(content)).toBe(true);
  expect(fits(content)).toBe(true);
});

it.each([
  [],
  { thresholds: { dead: 1 } },
  { thresholds: { deadShare: 1.5 } },
  { thresholds: { plainStack: 0 } },
  { thresholds: 3 },
  { sites: { 'a.ts#b': { data: '' } } },
  { sites: { 'a.ts#b': { data: { targets: 'y.npy' } } } },
  { sites: { 'a.ts#b': { data: ['x.npy'] } } },
  { site: {} },
  { sites: { 'a.ts#b': 3 } },
  { sites: { 'a.ts#b': { args: {} } } },
  { sites: { 'a.ts#b': { arguments: 3 } } },
  { sites: { 'a.ts#b': { inputShape: [0] } } },
  { sites: { 'a.ts#b': { inputShape: [1.5] } } },
  { sites: { 'a.ts#b': { inputShape: 32 } } },
])('the schema and the reader refuse %j', (content) => {
  expect(isRead(content)).toBe(false);
  expect(fits(content)).toBe(false);
});
