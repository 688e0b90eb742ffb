import { describe, expect, it } from 'vitest';
import type { ModelSite } from '../../../../../src/shared/model/modelSite';
import { SiteIndex } from '../../../../../src/extension/core/detection/siteIndex';
import { siteAt } from '../../../../../src/extension/core/detection/siteAtCursor';
import { Failure } from '../../../../../src/shared/base/failures';

const site = (name: string, from = 1, to = from): ModelSite => ({
  name,
  pattern: 'factory',
  framework: 'tfjs',
  range: { start: { line: from, column: 1 }, end: { line: to, column: 1 } },
  parameters: [],
  needs: [],
});
const document = (text: string, version = 1) => ({
  uri: { toString: () => 'file:///w/a.ts', fsPath: '/w/a.ts' },
  languageId: 'typescript',
  version,
  getText: () => text,
});
function index() {
  const searched: string[] = [];
  const made = new SiteIndex(({ text }) => {
    searched.push(text);
    return text === 'broken'
      ? Promise.reject(new Failure('disconnected', 'detection'))
      : Promise.resolve([site(text)]);
  });
  return { made, searched };
}

describe('SiteIndex', () => {
  it('searches every version once', async () => {
    const { made, searched } = index();
    await Promise.all([made.sites(document('a')), made.sites(document('a'))]);
    expect(await made.sites(document('b', 2))).toEqual([site('b')]);
    expect(searched).toEqual(['a', 'b']);
  });

  it('answers at once with what was found last, and tells when it knows better', async () => {
    const { made } = index();
    expect(made.latest(document('a'))).toEqual([]);
    await made.sites(document('a'));
    const told: string[] = [];
    made.onDidFind(({ sites }) => told.push(...sites.map(({ name }) => name)));
    expect(made.latest(document('b', 2))).toEqual([site('a')]);
    await made.sites(document('b', 2));
    expect(told).toEqual(['b']);
    expect(made.latest(document('b', 2))).toEqual([site('b')]);
  });

  it('searches again after a search that failed', async () => {
    const { made, searched } = index();
    await expect(made.sites(document('broken'))).rejects.toMatchObject({ code: 'disconnected' });
    await expect(made.sites(document('broken'))).rejects.toMatchObject({ code: 'disconnected' });
    expect(searched).toHaveLength(2);
  });

  it('gives an unsaved document the ending of its language', async () => {
    const named: string[] = [];
    const made = new SiteIndex(({ file }) => {
      named.push(file);
      return Promise.resolve([]);
    });
    const uri = { toString: () => 'untitled:Untitled-1', fsPath: 'Untitled-1' };
    await made.sites({ ...document('a'), uri });
    expect(named).toEqual(['Untitled-1.ts']);
  });

  it('forgets a closed document', async () => {
    const { made } = index();
    await made.sites(document('a'));
    made.forget(document('a'));
    expect(made.latest(document('c', 2))).toEqual([]);
  });
});

describe('siteAt', () => {
  const sites = [site('outer', 1, 20), site('inner', 5, 9), site('other', 30, 40)];

  it('means the innermost model around the cursor', () => {
    expect(siteAt(sites, 6)?.name).toBe('inner');
    expect(siteAt(sites, 12)?.name).toBe('outer');
  });

  it('means none of several when the cursor is in none, and the only one when there is one', () => {
    expect(siteAt(sites, 25)).toBeUndefined();
    expect(siteAt([site('only', 3)], 25)?.name).toBe('only');
  });
});
