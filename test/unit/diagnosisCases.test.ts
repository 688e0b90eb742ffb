import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cases } from '../support/diagnosis/cases';
import { caseTable } from '../support/diagnosis/caseTable';

const python = readFileSync('test/fixtures/diagnosis/torch_cases.py', 'utf8');
const torchTest = readFileSync('test/engine/diagnosis/torchCases.test.ts', 'utf8');

describe('the table of faults that people ask about', () => {
  it('has 32 cases, each of them tried', () => {
    const places = Object.values(caseTable);
    expect(places.length).toBe(32);
    expect(places.filter(({ tfjs, torch }) => !tfjs && !torch)).toEqual([]);
  });

  it.each(Object.entries(caseTable))('%s stands where the table says', (id, { tfjs, torch }) => {
    const isInTfjs = cases.some(({ name }) => name.startsWith(`${id} `));
    expect(isInTfjs).toBe(tfjs === true);
    expect(python.includes(`class ${id}(`)).toBe(torch === true);
    if (torch) expect(torchTest).toMatch(new RegExp(`'${id}'`));
  });
});
