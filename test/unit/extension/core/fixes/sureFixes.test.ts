import { describe, expect, it } from 'vitest';
import { fixTitle, SureFixes } from '../../../../../src/extension/core/fixes/sureFixes';
import { Failure } from '../../../../../src/shared/base/failures';
import type { TextEdit } from '../../../../../src/shared/model/fix';
import { message } from '../../../../../src/shared/words/message';
import { FakeInspector, request } from '../../../../support/fakeInspector';
import { resnet } from '../../../../support/sampleReports';

const title = message('detection.set-activation', { activation: 'relu' });
const putting = (text: string): TextEdit => ({
  replacements: [{ start: 2, end: 3, text }],
  title,
});
const wanted = {
  file: '/w/model.ts',
  text: 'a b c',
  at: { line: 1, column: 1 },
  fix: { kind: 'withoutBias' },
} as const;
const sound = { ...resnet(1), findings: [] };
const settled = () => new Promise((resolve) => setTimeout(resolve));

function open(...edits: readonly TextEdit[]) {
  const engine = new FakeInspector();
  return { engine, fixes: new SureFixes(engine, () => Promise.resolve(edits)) };
}

describe('a fix', () => {
  it('is the first edit that builds, and is built once', async () => {
    const { engine, fixes } = open(putting('X'), putting('Y'));
    const found = fixes.find(wanted, request({ text: 'a b c' }));
    await settled();
    expect(engine.asked.map(({ job }) => job)).toMatchObject([{ text: 'a X c', probe: null }]);
    engine.asked[0]!.fail(new Failure('model-threw', 'no'));
    await settled();
    expect(engine.asked[1]!.job).toMatchObject({ text: 'a Y c' });
    engine.asked[1]!.answer(sound);
    expect(await found).toEqual({ edit: putting('Y'), tried: true });
    expect(await fixes.find(wanted, request({ text: 'a b c' }))).toMatchObject({ tried: true });
    expect(engine.asked).toHaveLength(2);
  });

  it('is not offered where no edit builds', async () => {
    const { engine, fixes } = open(putting('X'));
    const found = fixes.find(wanted, request({ text: 'a b c' }));
    await settled();
    engine.asked[0]!.answer({
      ...sound,
      refused: { layer: sound.network.layers[0]!.id, slots: [] },
    });
    expect(await found).toBeUndefined();
  });

  it('is not offered where the network ends at another line instead', async () => {
    const { engine, fixes } = open(putting('X'));
    const found = fixes.find(wanted, request({ text: 'a b c' }));
    await settled();
    const reason = message('python.up-to', { file: 'net.py', line: 3, reason: 'No.' });
    engine.asked[0]!.answer({ ...sound, notMeasured: [{ quantity: 'probe', reason }] });
    expect(await found).toBeUndefined();
  });

  it('says so where it cannot be built', async () => {
    const { engine, fixes } = open(putting('X'));
    const found = await fixes.find(wanted, request({ file: '/w/other.ts', text: 'a' }));
    expect(found).toEqual({ edit: putting('X'), tried: false });
    expect(fixTitle(found!)).toMatch(/ \(not tried\)$/);
    expect(engine.asked).toEqual([]);
  });
});
