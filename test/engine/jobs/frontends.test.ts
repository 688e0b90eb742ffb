import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseSource } from '../../../src/detection/javascript/parseSource';
import { frontendFor, frontends, placeOf } from '../../../src/engine/jobs/inspect/frontends';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import { readSubject } from '../../../src/engine/jobs/inspect/readSubject';
import type { Frontend } from '../../../src/engine/model/frontend';
import type { Subject } from '../../../src/engine/model/subject';
import { standardProbe, type Progress } from '../../../src/shared/protocol/inspectRequest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { describedAs, FakeModel } from '../../support/fakeTrainer';
import { tinyFrontend } from '../../support/frontends/tiny/tinyFrontend';
import { refusal } from '../../support/refusal';
import { silentJob } from '../../support/silentJob';
import { testBackend } from '../../support/testBackend';

vi.mock('../../../src/detection/javascript/parseSource', { spy: true });

const root = mkdtempSync(join(tmpdir(), 'skipscope-frontends-'));
afterAll(() => rmSync(root, { recursive: true }));
beforeAll(() => openBackend(testBackend));

const registry = [...frontends, tinyFrontend];

const requestFor = (file: string, more = {}) => ({
  root,
  file: join(root, file),
  site: '',
  arguments: {},
  backend: testBackend,
  probe: null,
  ...more,
});

const source = `import * as tf from '@tensorflow/tfjs';
export const before = 1;
export const net = () => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
`;

describe('a registry of frontends', () => {
  it('takes another one, which the job inspects like the others', async () => {
    writeFileSync(join(root, 'net.tiny'), '4 8 2');
    const asked = requestFor('net.tiny');
    const { network, model, runtime } = await inspect(asked, silentJob, { registry });
    expect(model.name).toBe('tiny');
    expect(network.layers.map(({ kind }) => kind)).toEqual(['Input', 'Dense', 'Dense']);
    expect(network.layers.at(-1)?.outputShape).toEqual([[null, 2]]);
    expect(runtime).toMatchObject({ framework: 'tiny', library: 'Tiny', version: '1.0.0' });
  });

  it('is walked once: subject, runtime, place, lock, model, skips, draft, probe, findings', async () => {
    writeFileSync(join(root, 'walk.tiny'), '4 2');
    const walk: string[] = [];
    const recorded: Frontend<Subject> = {
      ...tinyFrontend,
      opens: (subject) => {
        walk.push('opens');
        return tinyFrontend.opens(subject);
      },
      openRuntime: (backend) => Promise.resolve(walk.push(`runtime ${backend}`)),
      locate: () => {
        walk.push('locate');
        return { file: 'walk.tiny', line: 1, column: 1 };
      },
      open: async (subject, seed) => {
        walk.push('open');
        const { description } = await tinyFrontend.open(subject, seed);
        const model = new FakeModel({ ...describedAs(description.graph), name: 'tiny' });
        vi.spyOn(model.calls, 'push').mockImplementation((call) => walk.push(call));
        return model;
      },
    };
    const context = {
      ...silentJob,
      progress: ({ stage, done }: Progress) => void walk.push(done === undefined ? stage : 'step'),
      running: () => void walk.push('lock'),
      partial: () => Promise.resolve(void walk.push('draft')),
    };
    const probe = { ...standardProbe, steps: 1, seeds: 1 };
    await inspect(requestFor('walk.tiny', { probe }), context, { registry: [recorded] });
    expect(walk).toEqual([
      'opens',
      'loading backend',
      `runtime ${testBackend}`,
      'locate',
      'building model',
      'lock',
      'open',
      'finding skips',
      'draft',
      'start 1',
      'step 1.0',
      'step',
      'dispose 1',
      'writing report',
    ]);
  });

  it('names everything that it opens where nobody opens a file', async () => {
    writeFileSync(join(root, 'net.jl'), 'using Flux\n');
    const nobody = await refusal(inspect(requestFor('net.jl'), silentJob, { registry }));
    expect(nobody).toMatchObject({
      code: 'not-a-model-file',
      at: { file: 'net.jl', line: 1, column: 1 },
    });
    const patterns = registry.flatMap((one) => one.patterns);
    expect(patterns).toEqual(expect.arrayContaining(['*.ts', '*.html', '*.py', '*.h5', '*.tiny']));
    expect(nobody.sentence).toBe(`SkipScope cannot open net.jl: it opens ${patterns.join(', ')}.`);
  });

  it('does not take a declaration file for source', async () => {
    const request = requestFor('net.d.ts', { text: 'export declare const net: () => unknown;' });
    expect(await refusal(inspect(request, silentJob))).toMatchObject({ code: 'not-a-model-file' });
  });

  it('gives a subject to the first that opens it', () => {
    const subject: Subject = {
      root,
      file: join(root, 'a.ts'),
      content: '',
      site: '',
      arguments: {},
    };
    const second = { ...tinyFrontend, opens: () => true };
    expect(frontendFor(subject, [...frontends, second]).id).toBe('javascript');
    expect(frontendFor(subject, [second, ...frontends]).id).toBe('tiny');
  });
});

describe('a subject', () => {
  it('is read once, as bytes', async () => {
    const read = vi.fn(() => Promise.resolve(Buffer.from(source)));
    const subject = await readSubject(requestFor('net.ts'), read);
    const frontend = frontendFor(subject);
    placeOf(subject, frontend);
    (await frontend.open(subject, 1)).dispose();
    expect(read.mock.calls).toEqual([[join(root, 'net.ts')]]);
    expect(subject.content).toBeInstanceOf(Uint8Array);
  });

  it('is not read where its text comes with the request', async () => {
    const read = vi.fn(() => Promise.reject<Uint8Array>(new Error('read')));
    const { content } = await readSubject(requestFor('net.ts', { text: source }), read);
    expect(content).toBe(source);
    expect(read).not.toHaveBeenCalled();
  });

  it('is parsed and located once, before it is built', async () => {
    const parse = vi.mocked(parseSource);
    parse.mockClear();
    const file = join(root, 'net.ts');
    const places: unknown[] = [];
    await inspect(requestFor('net.ts', { text: source }), {
      ...silentJob,
      running: (at) => places.push(at),
    });
    expect(parse.mock.calls.filter(([, name]) => name === file)).toHaveLength(1);
    expect(places).toEqual([{ file: 'net.ts', line: 3, column: 1 }]);
  });

  it('that cannot be read is a file that is not there', async () => {
    expect(await refusal(readSubject(requestFor('gone.ts')))).toMatchObject({
      code: 'file-not-found',
      sentence: 'gone.ts does not exist.',
    });
  });
});
