import { describe, expect, it } from 'vitest';
import { standardProbe } from '../../../src/shared/protocol/inspectRequest';
import { isRunRequest } from '../../../src/shared/protocol/engineContract';
import { jobKinds } from '../../../src/shared/protocol/jobs';

const request = { root: '/r', file: '/r/m.ts', site: 'm', arguments: {}, backend: 'auto' };
const cut = { to: 'add', slot: 0 };

describe('a request to the engine', () => {
  it('names a job by its kind, and the cells that are there', () => {
    const job = { kind: 'inspect', ...request, probe: null };
    expect(isRunRequest({ job, cells: [] })).toBe(true);
    expect(isRunRequest({ job, cells: [{ id: 'seed 1', value: [0.5] }] })).toBe(true);
    expect(isRunRequest({ job: request, cells: [] })).toBe(false);
    expect(isRunRequest({ job, cells: [{ value: 1 }] })).toBe(false);
    expect(isRunRequest({ job })).toBe(false);
  });
});

describe('a job that inspects', () => {
  it('may go without a probe', () => {
    expect(jobKinds.inspect.isJob({ ...request, probe: null })).toBe(true);
    expect(jobKinds.inspect.isJob({ ...request, probe: standardProbe })).toBe(true);
    expect(jobKinds.inspect.isJob(request)).toBe(false);
  });
});

describe('a job that cuts', () => {
  it('names one shortcut to train without, by its merge and input slot', () => {
    expect(jobKinds.cut.isJob({ ...request, probe: standardProbe, cut })).toBe(true);
  });

  it.each([
    ['no layer', { slot: 0 }],
    ['no slot', { to: 'add' }],
    ['a slot before the first', { to: 'add', slot: -1 }],
    ['half a slot', { to: 'add', slot: 0.5 }],
    ['a skip’s id', 'stem>add:0'],
    ['nothing', null],
    ['left out', undefined],
  ])('is refused where the shortcut is %s', (_, cut) => {
    expect(jobKinds.cut.isJob({ ...request, probe: standardProbe, cut })).toBe(false);
  });

  it('is refused without a probe', () => {
    expect(jobKinds.cut.isJob({ ...request, probe: null, cut })).toBe(false);
  });
});
