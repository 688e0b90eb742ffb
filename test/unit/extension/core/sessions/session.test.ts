import { describe, expect, it, vi } from 'vitest';
import { drawnReport, Session } from '../../../../../src/extension/core/sessions/session';
import { Failure } from '../../../../../src/shared/base/failures';
import { standardProbe } from '../../../../../src/shared/protocol/inspectRequest';
import { standardProfile } from '../../../../../src/shared/protocol/profileRequest';
import { FakeInspector, request } from '../../../../support/fakeInspector';
import { profiledReport } from '../../../../support/profiledReport';
import { resnet } from '../../../../support/sampleReports';

const { probe: measured, ...network } = resnet(1);
const draft = { ...network, findings: [] };
const profiled = profiledReport(draft);
const probed = { ...network, probe: measured! };

function open() {
  const engine = new FakeInspector();
  const seen: string[] = [];
  const session = new Session(
    { document: 'file:///w/model.ts', name: 'model' },
    engine,
    (changed) => seen.push(changed.state.run?.progress.stage ?? 'idle'),
  );
  return { engine, session, seen };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
const newLineAtTop = {
  startLine: 1,
  fromLineStart: true,
  endLine: 1,
  toLineStart: true,
  added: 1,
};

describe('Session', () => {
  it('shows the stages of a run, the network before its probe, and then the whole report', async () => {
    const { engine, session, seen } = open();
    const run = session.run(request({ probe: standardProbe }));
    expect(session.state.run).toMatchObject({ probe: true });
    engine.asked[0]!.progress({ stage: 'probing gradients', done: 1, total: 9 });
    engine.asked[0]!.partial(draft);
    expect(session.state.report?.value).toBe(draft);
    expect(session.state.run?.progress).toMatchObject({ done: 1 });
    engine.asked[0]!.answer(probed);
    await run;
    expect(session.state).toMatchObject({ report: { value: probed }, probed: { value: probed } });
    expect(session.state.run).toBeUndefined();
    expect(seen).toEqual(['starting engine', 'probing gradients', 'probing gradients', 'idle']);
  });

  it('tells of a graph that is built anew only when it is there, or takes long', async () => {
    vi.useFakeTimers();
    const { engine, session, seen } = open();
    const first = session.run(request());
    engine.asked[0]!.answer(draft);
    await first;
    expect(seen.splice(0)).toEqual(['starting engine', 'idle']);
    const short = session.run(request());
    engine.asked[1]!.progress({ stage: 'building model' });
    expect(session.state.run?.progress.stage).toBe('building model');
    engine.asked[1]!.answer(draft);
    await short;
    expect(seen.splice(0)).toEqual(['idle']);
    const long = session.run(request());
    engine.asked[2]!.progress({ stage: 'building model' });
    vi.advanceTimersByTime(1000);
    engine.asked[2]!.progress({ stage: 'finding skips' });
    engine.asked[2]!.answer(draft);
    await long;
    expect(seen).toEqual(['building model', 'finding skips', 'idle']);
    vi.useRealTimers();
  });

  it('drops what a replaced run still says', async () => {
    const { engine, session } = open();
    void session.run(request());
    const second = session.run(request());
    engine.asked[0]!.partial(probed);
    await settled();
    expect(session.state.report).toBeUndefined();
    engine.asked[1]!.answer(draft);
    await second;
    expect(session.state.report?.value).toBe(draft);
    expect(session.state.failure).toBeUndefined();
  });

  it('keeps what it showed when a run is cancelled', async () => {
    const { engine, session } = open();
    const first = session.run(request());
    engine.asked[0]!.answer(probed);
    await first;
    const second = session.run(request({ probe: standardProbe }));
    session.cancel();
    await second;
    expect(session.state).toMatchObject({ report: { value: probed }, run: undefined });
    expect(session.state.failure).toBeUndefined();
  });

  it('draws the network up to where it breaks beside the failure, and keeps the one that was built', async () => {
    const { engine, session } = open();
    const first = session.run(request());
    engine.asked[0]!.answer(draft);
    await first;
    const broken = { ...draft, refused: { layer: draft.network.layers.at(-1)!.id, slots: [] } };
    const second = session.run(request());
    engine.asked[1]!.partial(broken);
    expect(drawnReport(session.state)?.value).toBe(draft);
    engine.asked[1]!.fail(new Failure('model-threw', 'shapes'));
    await second;
    expect(drawnReport(session.state)?.value).toBe(broken);
    expect(session.state.report?.value).toBe(draft);
    const third = session.run(request());
    engine.asked[2]!.fail(new Failure('model-threw', 'something else'));
    await third;
    expect(drawnReport(session.state)?.value).toBe(draft);
  });

  it('draws the numbers so far, and keeps those of the earlier probe for everything else', async () => {
    const { engine, session } = open();
    const first = session.run(request({ probe: standardProbe }));
    engine.asked[0]!.answer(probed);
    await first;
    const growing = { ...draft, probe: { ...measured!, planned: { steps: 3, seeds: 3 } } };
    const second = session.run(request({ probe: standardProbe }));
    engine.asked[1]!.partial(draft);
    engine.asked[1]!.partial(growing);
    expect(drawnReport(session.state)?.value).toBe(growing);
    expect(session.state).toMatchObject({ report: { value: draft }, probed: { value: probed } });
    session.cancel();
    engine.asked[1]!.fail(new Failure('cancelled', ''));
    await second;
    expect(drawnReport(session.state)?.value).toBe(draft);
    const third = session.run(request({ probe: standardProbe }));
    engine.asked[2]!.partial(growing);
    engine.asked[2]!.answer(probed);
    await third;
    expect(drawnReport(session.state)?.value).toBe(probed);
  });

  it('keeps the numbers of a stopped probe where there are no others', async () => {
    const { engine, session } = open();
    const run = session.run(request({ probe: standardProbe }));
    const growing = { ...draft, probe: { ...measured!, planned: { steps: 3, seeds: 3 } } };
    engine.asked[0]!.partial(draft);
    engine.asked[0]!.partial(growing);
    engine.asked[0]!.fail(new Failure('cancelled', ''));
    await run;
    expect(drawnReport(session.state)?.value).toBe(growing);
  });

  it('says why a run failed, until the next one succeeds', async () => {
    const { engine, session } = open();
    const first = session.run(request());
    engine.asked[0]!.fail(new Failure('model-threw', 'no such layer'));
    await first;
    expect(session.state.failure?.value).toEqual({ code: 'model-threw', detail: 'no such layer' });
    const second = session.run(request());
    engine.asked[1]!.answer(draft);
    await second;
    expect(session.state.failure).toBeUndefined();
  });

  it('keeps the last probe while a newer network without one is shown', async () => {
    const { engine, session } = open();
    const first = session.run(request({ probe: standardProbe }));
    engine.asked[0]!.answer(probed);
    await first;
    const second = session.run(request());
    engine.asked[1]!.answer(draft);
    await second;
    expect(session.state).toMatchObject({ report: { value: draft }, probed: { value: probed } });
  });

  it('marks a report as outdated by an edit and follows its lines', async () => {
    const { engine, session } = open();
    const run = session.run(request());
    engine.asked[0]!.answer(draft);
    await run;
    const { text } = session.state.report!;
    expect(text.outOfDate).toBe(false);
    session.edited([newLineAtTop], '\n');
    expect([text.outOfDate, text.currentLine(7)]).toEqual([true, 8]);
  });

  it('counts an edit made during the run against its report', async () => {
    const { engine, session } = open();
    const run = session.run(request());
    session.edited([newLineAtTop], '\n');
    engine.asked[0]!.answer(draft);
    await run;
    const { text } = session.state.report!;
    expect([text.outOfDate, text.currentLine(7)]).toEqual([true, 8]);
  });

  it('tells nobody about typing that changes nothing it shows', () => {
    const { session, seen } = open();
    session.edited([{ ...newLineAtTop, added: 0 }], ' ');
    expect(seen).toEqual([]);
  });

  it('puts gradients and cost of one text together, whichever was measured first', async () => {
    const { engine, session } = open();
    const first = session.run(request({ probe: standardProbe }));
    engine.asked[0]!.answer(probed);
    await first;
    const second = session.profile({ ...request(), profile: standardProfile });
    expect(engine.asked[1]!.job.kind).toBe('profile');
    // The network before its profile takes no number away.
    engine.asked[1]!.partial(draft);
    expect(session.state.report?.value).toBe(probed);
    engine.asked[1]!.answer(profiled);
    await second;
    const { report, profiled: kept } = session.state;
    expect(report?.value).toMatchObject({ probe: measured, profile: profiled.profile });
    expect(kept).toBe(report);
    const third = session.run(request({ probe: standardProbe }));
    engine.asked[2]!.answer(probed);
    await third;
    expect(session.state.report?.value.profile).toBe(profiled.profile);
  });

  it('keeps an older profile to itself once the text has changed', async () => {
    const { engine, session } = open();
    const first = session.profile({ ...request(), profile: standardProfile });
    engine.asked[0]!.answer(profiled);
    await first;
    session.edited([newLineAtTop], '\n');
    const second = session.run(request({ text: '\n', probe: standardProbe }));
    engine.asked[1]!.answer(probed);
    await second;
    expect(session.state.report?.value).toBe(probed);
    expect(session.state.profiled).toMatchObject({ value: profiled, text: { outOfDate: true } });
  });
});
