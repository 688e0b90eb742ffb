import { describe, expect, it } from 'vitest';
import type { ModelSite } from '../../../../../src/shared/model/modelSite';
import { standingOf } from '../../../../../src/extension/features/models/modelState';
import { modelTree } from '../../../../../src/extension/features/models/modelTree';
import { InspectedText } from '../../../../../src/extension/core/sessions/inspectedText';
import type { SessionState } from '../../../../../src/extension/core/sessions/session';
import { request } from '../../../../support/fakeInspector';
import { resnet } from '../../../../support/sampleReports';

const { probe, ...built } = resnet(1);
const outcome = <T>(value: T) => ({ value, text: new InspectedText(request(), 0) });
const probed = outcome({ ...built, probe: probe! });
const states: Readonly<Record<string, SessionState>> = {
  probed: { report: probed, probed, seconds: 1.2 },
  built: { report: outcome({ ...built, findings: [] }), seconds: 0.2 },
  failed: { failure: outcome({ code: 'model-threw' as const, detail: 'Error: no' }) },
  running: {
    run: { probe: true, progress: { stage: 'building model' }, text: probed.text },
  },
};
const stale = outcome(built);
stale.text.edited([], 'edited');

const site = (name: string, framework = 'tfjs') =>
  ({
    name,
    framework,
    pattern: 'factory',
    range: { start: { line: 3, column: 1 }, end: { line: 9, column: 2 } },
    parameters: [],
    needs: [],
  }) as unknown as ModelSite;
const tree = (
  files: { file: string; sites: ModelSite[] }[],
  filters: Parameters<typeof modelTree>[1]['filters'] = [],
) =>
  modelTree(files, {
    uriOf: (file) => `file://${file}`,
    folderOf: (file) => file.split('/').slice(2, -1).join('/'),
    standingOf: (_, name) => standingOf(states[name], {}),
    filters,
  });
const files = [
  { file: '/w/a.ts', sites: [site('probed'), site('built')] },
  { file: '/w/b.ts', sites: [site('failed'), site('running'), site('none')] },
];

describe('how a model stands', () => {
  it('is its latest outcome in a few words', () => {
    expect(standingOf(undefined, {})).toMatchObject({ state: 'not built', text: '' });
    expect(standingOf(undefined, {}, '9 skips · healthy').text).toBe('9 skips · healthy (earlier)');
    expect(standingOf(states['probed'], {}).text).toBe('3 skips · healthy · 1 finding · 1.2 s');
    expect(standingOf(states['built'], {}).text).toBe('3 skips · not probed · 200 ms');
    expect(standingOf(states['failed'], {})).toMatchObject({
      state: 'failed',
      text: 'The model code stopped with: Error: no.',
    });
    expect(standingOf(states['running'], {}).text).toBe('building model');
    expect(standingOf({ report: stale }, {})).toMatchObject({ state: 'stale' });
    expect(standingOf({ report: stale }, {}).text).toContain('edited since');
  });

  it('is worrying for a warning, and not for what is only worth knowing', () => {
    const [finding] = built.findings;
    const withLevel = (level: 'info' | 'warning') =>
      standingOf(states['probed'], { [finding!.code]: level });
    expect(withLevel('info')).toMatchObject({ findings: 1, isWorrying: false });
    expect(withLevel('warning')).toMatchObject({ findings: 1, isWorrying: true });
  });
});

describe('the models of a workspace', () => {
  it('are listed by file', () => {
    expect(tree(files)).toMatchObject([
      { kind: 'file', file: '/w/a.ts', models: [{ name: 'probed' }, { name: 'built' }] },
      { kind: 'file', file: '/w/b.ts', models: [{}, {}, { document: 'file:///w/b.ts' }] },
    ]);
  });

  it('are listed by framework first where there are several', () => {
    const both = [...files, { file: '/w/c.py', sites: [site('x', 'pytorch')] }];
    expect(tree(both)).toMatchObject([
      { kind: 'framework', framework: 'tfjs', children: [{}, {}] },
      { kind: 'framework', framework: 'pytorch', children: [{ file: '/w/c.py' }] },
    ]);
  });

  it('are listed by folder where they lie in several, in the order of their numbers', () => {
    const named = ['/w/lib/net10.ts', '/w/lib/net2.ts', '/w/main.ts', '/w/app/a.ts'];
    expect(tree(named.map((file) => ({ file, sites: [site('x')] })))).toMatchObject([
      { kind: 'folder', folder: 'app', files: [{ file: '/w/app/a.ts' }] },
      { kind: 'folder', folder: 'lib', files: [{ file: named[1] }, { file: named[0] }] },
      { kind: 'file', file: '/w/main.ts' },
    ]);
  });

  it('can be filtered by how they stand, without empty files', () => {
    expect(tree(files, ['failed', 'not built'])).toMatchObject([
      { file: '/w/b.ts', models: [{ name: 'failed' }, { name: 'none' }] },
    ]);
    expect(tree(files, ['with findings'])).toMatchObject([{ models: [{ name: 'probed' }] }]);
    expect(tree(files, ['stale'])).toEqual([]);
  });
});
