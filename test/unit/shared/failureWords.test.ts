import { expect, it } from 'vitest';
import { engineFrame } from '../../../src/shared/protocol/engineFrames';
import type { FailureInfo } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import { sentenceOf } from '../../../src/shared/words/sentence';

it.each(['nope', 'toString', '__proto__'])(
  'tells a failure of code %s, which only another version knows',
  (code) => {
    const unexpected = explainFailure({ code: 'unexpected', detail: 'why' });
    expect(`${sentenceOf({ code: 'failures.raw', values: { code, detail: 'why' } })}.`).toBe(
      unexpected,
    );
    expect(explainFailure({ code, detail: 'why' } as unknown as FailureInfo)).toBe(unexpected);
  },
);

it('leaves what an engine says of a failure as it is until it is shown', () => {
  const at = { file: 'a\u202eb.ts', line: 1, column: 1 };
  const failure = { code: 'no-model', detail: 'x\u0085y', at };
  const frame = engineFrame({ kind: 'failure', id: 1, failure });
  expect(frame).toMatchObject({ failure });
  expect(explainFailure(failure as FailureInfo)).toContain('x\\u0085y');
});
