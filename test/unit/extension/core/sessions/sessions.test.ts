import { describe, expect, it } from 'vitest';
import { Sessions } from '../../../../../src/extension/core/sessions/sessions';
import { FakeInspector, request } from '../../../../support/fakeInspector';

const site = (name: string, document = 'file:///w/a.ts') => ({ document, name });

describe('Sessions', () => {
  it('keeps one session per model', () => {
    const sessions = new Sessions(new FakeInspector());
    expect(sessions.open(site('a'))).toBe(sessions.open(site('a')));
    expect(sessions.open(site('a'))).not.toBe(sessions.open(site('b')));
    expect(sessions.find(site('c'))).toBeUndefined();
    expect(sessions.of('file:///w/a.ts')).toHaveLength(2);
  });

  it('forgets the models that a file no longer defines, and ends their runs', async () => {
    const sessions = new Sessions(new FakeInspector());
    const removed: string[] = [];
    sessions.onDidRemove((session) => removed.push(session.site.name));
    const run = sessions.open(site('a')).run(request());
    sessions.open(site('b'));
    sessions.open(site('a', 'file:///w/other.ts'));
    sessions.retain('file:///w/a.ts', ['b']);
    await run;
    expect(removed).toEqual(['a']);
    expect(sessions.all().map((session) => session.site.name)).toEqual(['b', 'a']);
  });

  it('forgets a file or a whole folder that was deleted', () => {
    const sessions = new Sessions(new FakeInspector());
    const documents = ['file:///w/a.ts', 'file:///w/old/b.ts', 'file:///w/older.ts'];
    for (const document of documents) sessions.open(site('net', document));
    sessions.forget('file:///w/old');
    sessions.forget('file:///w/a.ts');
    expect(sessions.all().map((session) => session.site.document)).toEqual(['file:///w/older.ts']);
  });

  it('keeps the results of a file, or of a whole folder, that was renamed', () => {
    const sessions = new Sessions(new FakeInspector());
    const told: string[] = [];
    const kept = sessions.open(site('net', 'file:///w/old/b.ts'));
    sessions.open(site('net', 'file:///w/older.ts'));
    sessions.onDidChangeResult((session) => told.push(session.site.document));
    sessions.move('file:///w/old', 'file:///w/new');
    expect(sessions.find(site('net', 'file:///w/new/b.ts'))).toBe(kept);
    expect(sessions.find(site('net', 'file:///w/old/b.ts'))).toBeUndefined();
    expect(told).toEqual(['file:///w/new/b.ts']);
    expect(sessions.find(site('net', 'file:///w/older.ts'))).toBeDefined();
  });

  it('keeps the steps of a run from those who only want what came of it', () => {
    const engine = new FakeInspector();
    const sessions = new Sessions(engine);
    let [steps, results] = [0, 0];
    sessions.onDidChange(() => steps++);
    sessions.onDidChangeResult(() => results++);
    void sessions.open(site('a')).run(request());
    for (let done = 1; done <= 9; done++) {
      engine.asked[0]!.progress({ stage: 'probing gradients', done, total: 9 });
    }
    expect([steps, results]).toEqual([10, 1]);
  });

  it('tells every listener of changes until it stops listening', () => {
    const sessions = new Sessions(new FakeInspector());
    const heard: string[] = [];
    const listening = sessions.onDidChange((session) => heard.push(session.site.name));
    void sessions.open(site('a')).run(request());
    listening.dispose();
    void sessions.open(site('b')).run(request());
    expect(heard).toEqual(['a']);
  });
});
