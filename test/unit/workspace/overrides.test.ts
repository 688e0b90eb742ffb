import { describe, expect, it } from 'vitest';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import {
  argumentsFor,
  mergeOverrides,
  noOverrides,
} from '../../../src/workspace/overrides/overrides';
import { overridesPositions, readOverrides } from '../../../src/workspace/overrides/readOverrides';

it('gives a definition what the workspace sets for it, and others nothing', () => {
  const overrides = readOverrides(`{ "$schema": "x", "sites": {
    "src/net.ts#unet": { "arguments": { "depth": 3, "widths": [8, 16] }, "inputShape": [64, 64, 1] },
    "src/net.ts#mlp": {} } }`);
  expect(argumentsFor(overrides, 'src/net.ts#unet')).toEqual({
    arguments: { depth: 3, widths: [8, 16] },
    inputShape: [64, 64, 1],
  });
  expect(argumentsFor(overrides, 'src/net.ts#mlp')).toEqual({ arguments: {} });
  expect(argumentsFor(overrides, 'constructor')).toEqual({ arguments: {} });
  expect(readOverrides('{}')).toEqual(noOverrides);
});

it('gives a definition its data, as one place or as two', () => {
  const text = `{ "sites": {
    "a.ts#b": { "data": "photos" },
    "a.ts#c": { "data": { "inputs": "x.npy", "targets": "y.npy" } } } }`;
  const { sites } = readOverrides(text);
  expect(sites['a.ts#b']).toEqual({ arguments: {}, data: { inputs: 'photos' } });
  expect(sites['a.ts#c']?.data).toEqual({ inputs: 'x.npy', targets: 'y.npy' });
  expect(overridesPositions(text)(['sites', 'a.ts#c', 'data'])).toEqual({
    file: '.skipscope.json',
    line: 3,
    column: 25,
  });
});

it('sets limits of findings for all definitions', () => {
  const { thresholds } = readOverrides('{ "thresholds": { "deadShare": 0.7, "plainStack": 30 } }');
  expect(thresholds).toEqual({ deadShare: 0.7, plainStack: 30 });
});

it('takes comments, trailing commas and an empty file', () => {
  const text = `{ // what we train with
    "sites": { "a.ts#b": { "arguments": { "depth": 3 }, }, }, }`;
  expect(readOverrides(text)).toEqual({
    ...noOverrides,
    sites: { 'a.ts#b': { arguments: { depth: 3 } } },
  });
  expect(readOverrides('')).toEqual(noOverrides);
});

it.each([
  ['{\n  "sites": ', 2, 'is not valid JSON: value expected'],
  [
    '{ "sites": {\n "a.ts#b": {\n "inputShape": [0] } } }',
    3,
    'sites › a.ts#b › inputShape › 0 must be a whole number above 0',
  ],
  [
    '{ "sites": {\r\n\r\n "a.ts#b": { "args": {} } } }',
    3,
    'sites › a.ts#b › args is not a known setting',
  ],
  ['{ "sites": { "a.ts#b": 3 } }', 1, 'sites › a.ts#b must be an object'],
  ['{ "thresholds": {\n"dead": 1 } }', 2, 'thresholds › dead is not a known setting'],
  [
    '{ "thresholds": {\n"deadShare": 1.2 } }',
    2,
    'thresholds › deadShare must be a number above 0 and at most 1',
  ],
  ['{ "thresholds": {\n"plainStack": "9" } }', 2, 'plainStack must be a number above 0'],
  ['{ "sites": { "a.ts#b": {\n"data": 3 } } }', 2, 'data must be a path, or { "inputs": path'],
  ['{\n"sties": {} }', 2, 'sties is not a known setting'],
  ['\n[]', 2, 'it must be an object'],
])('says of %j in line %i what is wrong', (text, line, why) => {
  try {
    readOverrides(text);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      code: 'invalid-argument',
      at: { file: '.skipscope.json', line },
    });
    expect(explainFailure(toFailureInfo(error))).toContain(why);
  }
});

describe('what one run asks for', () => {
  const kept = { arguments: { depth: 3, inputShape: [4] }, inputShape: [8] };

  it('goes before what the workspace keeps', () => {
    expect(mergeOverrides(kept, { arguments: { depth: 5 } })).toEqual({
      arguments: { depth: 5, inputShape: [4] },
      inputShape: [8],
    });
  });

  it('as a shape goes before every kept shape, however it is kept', () => {
    expect(mergeOverrides(kept, { inputShape: [2] })).toEqual({
      arguments: { depth: 3 },
      inputShape: [2],
    });
  });
});
