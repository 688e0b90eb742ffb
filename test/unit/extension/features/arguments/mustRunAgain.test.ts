import path from 'node:path';
import { expect, it } from 'vitest';
import { noOverrides as none } from '../../../../../src/workspace/overrides/overrides';
import type { Overrides } from '../../../../../src/shared/protocol/overrides';
import { keyOf, mustRunAgain } from '../../../../../src/extension/features/arguments/mustRunAgain';
import { InspectedText } from '../../../../../src/extension/core/sessions/inspectedText';
import type { SessionState } from '../../../../../src/extension/core/sessions/session';
import type { FailureInfo } from '../../../../../src/shared/base/failures';
import { smallReport } from '../../../cli/output/smallReport';

const root = path.resolve('/models');
const request = {
  root,
  file: path.join(root, 'src', 'net.ts'),
  site: 'unet',
  arguments: {},
  backend: 'auto',
  probe: null,
} as const;
const text = new InspectedText(request, 0);
const shown: SessionState = { report: { value: smallReport(), text } };
const failed = (value: FailureInfo): SessionState => ({ ...shown, failure: { value, text } });

const setFor = (...keys: string[]): Overrides => ({
  ...none,
  sites: Object.fromEntries(keys.map((key) => [key, { arguments: { depth: 3 } }])),
});
const deep = setFor('src/net.ts#unet');
const both = setFor('src/net.ts#unet', 'src/net.ts#mlp');

it('names a definition by its file below the root', () => {
  expect(keyOf(request)).toBe('src/net.ts#unet');
});

it('runs again what was built with other values', () => {
  expect(mustRunAgain(shown, { root, before: none, after: deep })).toBe(true);
  expect(mustRunAgain(shown, { root, before: deep, after: none })).toBe(true);
});

it('runs again what was judged by other limits', () => {
  const strict: Overrides = { ...none, thresholds: { deadShare: 0.1 } };
  expect(mustRunAgain(shown, { root, before: none, after: strict })).toBe(true);
});

it('leaves alone what the change does not concern', () => {
  expect(mustRunAgain(shown, { root, before: deep, after: both })).toBe(false);
  expect(mustRunAgain(shown, { root: '/elsewhere', before: none, after: deep })).toBe(false);
  expect(mustRunAgain({}, { root, before: none, after: deep })).toBe(false);
});

it('runs again what failed because the file was wrong', () => {
  const at = { file: '.skipscope.json', line: 1, column: 1 };
  const change = { root, before: none, after: none };
  expect(mustRunAgain(failed({ code: 'invalid-argument', detail: 'x', at }), change)).toBe(true);
  expect(mustRunAgain(failed({ code: 'model-threw', detail: 'x' }), change)).toBe(false);
});
