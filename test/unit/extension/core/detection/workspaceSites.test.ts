import { describe, expect, it } from 'vitest';
import type { ModelSite } from '../../../../../src/shared/model/modelSite';
import type { ListingProgress } from '../../../../../src/shared/protocol/detectionContract';
import { WorkspaceSites } from '../../../../../src/extension/core/detection/workspaceSites';
import { Failure } from '../../../../../src/shared/base/failures';

const place = { line: 1, column: 1 };
const site = (name: string): ModelSite => ({
  name,
  pattern: 'factory',
  framework: 'tfjs',
  range: { start: place, end: place },
  parameters: [],
  needs: [],
});

/** A search whose listings end when the test says so. */
function workspace() {
  const disk = new Map<string, string[]>();
  const listings: { tell(...files: string[]): void; done(): void; fail(error: Error): void }[] = [];
  const fileOf = (file: string) => ({ file, sites: (disk.get(file) ?? []).map(site) });
  const sites = new WorkspaceSites(
    {
      listSites: (_, tell: (progress: ListingProgress) => void, signal) =>
        new Promise((resolve, reject) => {
          let searched = 0;
          signal.addEventListener('abort', () => reject(new Failure('cancelled', 'listing')));
          listings.push({
            tell: (...files) => {
              searched += files.length;
              tell({ searched, found: files.map(fileOf) });
            },
            done: () => resolve(searched),
            fail: reject,
          });
        }),
      searchFile: ({ file }) => Promise.resolve(fileOf(file)),
    },
    () => ['/w'],
  );
  const shown = () =>
    sites.files.map((one) => `${one.file} ${one.sites.map((s) => s.name).join()}`);
  return { disk, listings, sites, shown };
}

describe('the definitions of a workspace', () => {
  it('are shown while they are found, in the order of their files', async () => {
    const { disk, listings, sites, shown } = workspace();
    disk.set('/w/b.ts', ['net']).set('/w/a.ts', ['one', 'two']);
    const states: string[] = [];
    sites.onDidChange(() => states.push(`${sites.listing.kind} ${sites.listing.searched}`));
    const listing = sites.refresh();
    listings[0]!.tell('/w/b.ts');
    expect(shown()).toEqual(['/w/b.ts net']);
    listings[0]!.tell('/w/a.ts');
    listings[0]!.done();
    await listing;
    expect(shown()).toEqual(['/w/a.ts one,two', '/w/b.ts net']);
    expect(states).toEqual(['running 0', 'running 1', 'running 2', 'done 2']);
  });

  it('stay while they are listed anew, and go when they are not found again', async () => {
    const { disk, listings, sites, shown } = workspace();
    disk.set('/w/a.ts', ['old']).set('/w/b.ts', ['net']);
    const first = sites.refresh();
    listings[0]!.tell('/w/a.ts', '/w/b.ts');
    listings[0]!.done();
    await first;
    disk.set('/w/b.ts', ['newer']);
    const second = sites.refresh();
    listings[1]!.tell('/w/b.ts');
    expect(shown()).toEqual(['/w/a.ts old', '/w/b.ts newer']);
    listings[1]!.done();
    await second;
    expect(shown()).toEqual(['/w/b.ts newer']);
  });

  it('keep what a cancelled listing found', async () => {
    const { disk, listings, sites, shown } = workspace();
    disk.set('/w/a.ts', ['net']);
    const controller = new AbortController();
    const listing = sites.refresh(controller.signal);
    listings[0]!.tell('/w/a.ts');
    controller.abort();
    await listing;
    expect(shown()).toEqual(['/w/a.ts net']);
    expect(sites.listing).toEqual({ kind: 'cancelled', searched: 1 });
  });

  it('say why they could not be listed', async () => {
    const { listings, sites } = workspace();
    const listing = sites.refresh();
    listings[0]!.fail(new Failure('disconnected', 'detection'));
    await listing;
    expect(sites.listing).toMatchObject({ kind: 'failed', failure: { code: 'disconnected' } });
  });

  it('come from the newest of two listings', async () => {
    const { disk, listings, sites, shown } = workspace();
    disk.set('/w/a.ts', ['net']);
    const older = sites.refresh();
    const newer = sites.refresh();
    await older;
    expect(sites.listing.kind).toBe('running');
    listings[1]!.tell('/w/a.ts');
    listings[1]!.done();
    await newer;
    expect(shown()).toEqual(['/w/a.ts net']);
    expect(sites.listing.kind).toBe('done');
  });

  it('follow files that change, also while a listing runs', async () => {
    const { disk, listings, sites, shown } = workspace();
    disk.set('/w/a.ts', ['net']);
    await sites.changed(['/w/a.ts']);
    expect(shown()).toEqual([]);
    const listing = sites.refresh();
    disk.set('/w/c.ts', ['made']);
    await sites.changed(['/w/c.ts']);
    listings[0]!.tell('/w/a.ts');
    listings[0]!.done();
    await listing;
    expect(shown()).toEqual(['/w/a.ts net', '/w/c.ts made']);
    disk.delete('/w/a.ts');
    await sites.changed(['/w/a.ts']);
    expect(shown()).toEqual(['/w/c.ts made']);
  });

  it('are listed anew where more than a hundred files change at once', async () => {
    const { listings, sites } = workspace();
    const first = sites.refresh();
    listings[0]!.done();
    await first;
    void sites.changed(Array.from({ length: 101 }, (_, i) => `/w/${i}.ts`));
    expect(listings).toHaveLength(2);
  });

  it('show what an open document holds until it is closed', async () => {
    const { disk, listings, sites, shown } = workspace();
    disk.set('/w/a.ts', ['saved']);
    const listing = sites.refresh();
    listings[0]!.tell('/w/a.ts');
    listings[0]!.done();
    await listing;
    sites.setOpen('/w/a.ts', [site('typed')]);
    expect(shown()).toEqual(['/w/a.ts typed']);
    sites.setOpen('/w/a.ts', undefined);
    expect(shown()).toEqual(['/w/a.ts saved']);
  });
});
