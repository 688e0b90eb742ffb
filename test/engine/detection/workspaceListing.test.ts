import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Detector } from '../../../src/extension/core/detection/detector';
import { WorkspaceSites } from '../../../src/extension/core/detection/workspaceSites';
import { ONE_MODEL_IN, writeWorkspace } from '../../support/largeWorkspace';

const entry = fileURLToPath(new URL('../../../dist/detector.js', import.meta.url));
const root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-workspace-'));
const COUNT = 5000;
const detector = new Detector(entry);

beforeAll(() => writeWorkspace(root, COUNT));
afterAll(() => {
  detector.dispose();
  rmSync(root, { recursive: true });
});

it('lists 5,000 files in the detection thread, and none that .gitignore names', async () => {
  const sites = new WorkspaceSites(detector, () => [root]);
  await sites.refresh();
  expect(sites.listing).toEqual({ kind: 'done', searched: COUNT });
  expect(sites.files).toHaveLength(COUNT / ONE_MODEL_IN);
  expect(sites.files.some(({ file }) => file.includes('ignored'))).toBe(false);
});

it('answers other questions while it lists', async () => {
  const order: string[] = [];
  const listing = detector
    .listSites([root], () => undefined, new AbortController().signal)
    .then(() => order.push('listing'));
  const text = 'export const net = () => tf.sequential();';
  const found = await detector.findSites({ file: 'a.ts', text });
  order.push('question');
  await listing;
  expect(found.map(({ name }) => name)).toEqual(['net']);
  expect(order).toEqual(['question', 'listing']);
});

it('stops in the thread when it is cancelled', async () => {
  const sites = new WorkspaceSites(detector, () => [root]);
  const controller = new AbortController();
  sites.onDidChange(() => {
    if (sites.files.length > 0) controller.abort();
  });
  await sites.refresh(controller.signal);
  expect(sites.listing.kind).toBe('cancelled');
  expect(sites.listing.searched).toBeLessThan(COUNT);
  // The thread is free again: what comes next is answered before 5,000 files could be searched.
  expect(await detector.findSites({ file: 'a.ts', text: '' })).toEqual([]);
});

it('follows a file that is written, and not one that .gitignore names', async () => {
  const sites = new WorkspaceSites(detector, () => [root]);
  await sites.refresh();
  const [added, ignored] = ['added.ts', 'ignored/b.ts'].map((name) => path.join(root, name));
  for (const file of [added!, ignored!])
    writeFileSync(file, 'export const added = () => tf.sequential();');
  await sites.changed([added!, ignored!]);
  const files = sites.files.map(({ file }) => file);
  expect(files).toContain(added);
  expect(files).not.toContain(ignored);
});
