import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openPython } from '../../../src/engine/frontends/python/embedded/openPython';
import { openKeras } from '../../../src/engine/frontends/python/kerasSource/openKeras';
import { pythonFrontend } from '../../../src/engine/frontends/python/pythonFrontend';
import { readNetwork } from '../../../src/engine/frontends/python/readNetwork';
import type { Frontend } from '../../../src/engine/model/frontend';
import type { Subject } from '../../../src/engine/model/subject';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import type { ProbeOptions } from '../../../src/shared/protocol/inspectRequest';
import type { Report } from '../../../src/shared/report/report';
import { silentJob } from '../../support/silentJob';
import { testBackend } from '../../support/testBackend';

const root = resolve(import.meta.dirname, '../../fixtures/diagnosis');
const file = join(root, 'torch_cases.py');
const ofKeras = join(root, 'keras_cases.py');
const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n');
const few = { steps: 2, seeds: 1, batchSize: 4, seed: 1 };

/** All definitions are this project's own, so one Python records them one after the other. */
let registry: readonly Frontend<Subject>[];
beforeAll(() => {
  const python = openPython({ print: () => undefined });
  registry = [pythonFrontend({ read: readNetwork, openKeras, start: () => python })];
});

const inspectCase = (
  site: string,
  probed: boolean,
  { file: path = file, ...more }: Partial<ProbeOptions> & { readonly file?: string } = {},
): Promise<Report> =>
  inspect(
    {
      root,
      file: path,
      site,
      arguments: {},
      backend: testBackend,
      probe: probed ? { ...few, ...more } : null,
    },
    silentJob,
    { registry },
  );

const said = ({ findings }: Report): string[] =>
  findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, source, ...rest }) =>
      [code, 'variant' in rest ? rest.variant : '', source?.line].filter(Boolean).join(' '),
    );

const lineOf = (id: string, path = file): number =>
  linesOf(path).findIndex((line) => line.endsWith(`# HERE ${id}`)) + 1;

/** Cases that show in their gradients only. */
const probed = new Set(['P14']);
/** The finding of each case, at the line of its mark. */
const faults: readonly (readonly [id: string, cause: string])[] = [
  ['P3', 'inplace-breaks-backward'],
  ['P3Read', 'inplace-breaks-backward'],
  ['P3Alias', 'inplace-breaks-backward'],
  ['P4', 'inplace-changes-shortcut'],
  ['P11', 'never-trained in-list'],
  ['P12', 'never-trained made-anew'],
  ['P14', 'disconnected blocks'],
  ['P17', 'output-loss-mismatch broadcast'],
  ['P22', 'never-trained unread-flag'],
];

describe('a fault of PyTorch is named with its cause, at its line', () => {
  it.each(faults)('%s', async (id, cause) => {
    expect(said(await inspectCase(id, probed.has(id)))).toEqual([`${cause} ${lineOf(id)}`]);
  });

  it.each(['P3Sound', 'P3Copy', 'P4Sound', 'P17Sound', 'P22Sound'])(
    '%s is left alone',
    async (id) => {
      expect(said(await inspectCase(id, false))).toEqual([]);
    },
  );

  it('P20: a softmax before the negative log-likelihood, where that is the loss', async () => {
    const found = said(await inspectCase('P20', true, { loss: 'nll_loss' }));
    expect(found).toEqual([`output-loss-mismatch no-logarithms ${lineOf('P20')}`]);
  });

  it('P25: post-norm encoders of 12 layers are left alone, with a probe', async () => {
    expect(said(await inspectCase('P25', true, { steps: 1, batchSize: 2 }))).toEqual([]);
  });

  it('P27: a dense block keeps a concatenation at each of its layers, and none is accused', async () => {
    const report = await inspectCase('P27', false);
    expect(said(report)).toEqual([]);
    const { layers } = report.network;
    const merges = new Set(report.skips.items.map(({ to }) => to));
    const entries = [...merges]
      .map((to) => layers.find(({ id }) => id === to)?.outputShape[0] ?? [])
      .map(([, ...extents]) => extents.reduce<number>((all, extent) => all * (extent ?? 1), 1));
    // Of 3 channels and ten twelves over 32×32, as float32.
    expect((4 * entries.reduce((sum, size) => sum + size, 0)) / 2 ** 20).toBeCloseTo(2.7, 1);
  });

  it('P30: four long concatenations, at the line inside the other module', async () => {
    const { skips, network } = await inspectCase('P30', false);
    expect(skips.merges).toMatchObject({ concat: 4, long: 4 });
    const places = skips.items.map(
      ({ to }) => network.layers.find(({ id }) => id === to)?.source[0]?.line,
    );
    expect(new Set(places)).toEqual(new Set([lineOf('P30')]));
  });
});

describe('a fault that shows in a short run is named in PyTorch and in Keras', () => {
  const gaps = ({ findings }: Report): unknown[] =>
    findings
      .filter(({ code }) => code === 'train-eval-gap')
      .map(({ source, ...rest }) => ['variant' in rest && rest.variant, source?.line]);

  it.each([
    ['DroppedBeforeNorm', 'NormBeforeDropout', file],
    ['dropped_before_norm', 'norm_before_dropout', ofKeras],
  ])('%s differs in evaluation, and %s does not', async (faulty, sound, path) => {
    const more = { file: path, batchSize: 16 };
    expect(gaps(await inspectCase(faulty, true, more))).toEqual([
      ['dropout', lineOf(faulty, path)],
    ]);
    expect(gaps(await inspectCase(sound, true, more))).toEqual([]);
  });

  it.each([
    ['GrowsThroughTime', file],
    ['grows_through_time', ofKeras],
  ])('%s: the gradient grows within a recurrent layer', async (site, path) => {
    const report = await inspectCase(site, true, { file: path });
    const grown = report.findings.find(({ code }) => code === 'recurrent-growth');
    expect(grown).toMatchObject({
      ...{ variant: 'within', source: { line: lineOf(site, path) } },
      evidence: { calls: 20 },
    });
    expect((grown?.evidence as { factor?: number }).factor).toBeGreaterThan(1.5);
  });

  it('an LSTM over 100 steps is left alone', async () => {
    expect(said(await inspectCase('lstm', true, { file: ofKeras }))).toEqual([]);
  });

  it.each([
    ['P14', file],
    ['norm_before_dropout', ofKeras],
  ])('%s is trained on one batch on demand', async (site, path) => {
    const asked = { file: path, optimizer: 'adam', learningRate: 0.02, oneBatchSeconds: 1 };
    const { probe } = await inspectCase(site, true, asked);
    expect(probe?.oneBatch?.steps).toBeGreaterThan(1);
    expect(probe?.oneBatch?.lowest).toBeLessThan(probe?.oneBatch?.start ?? 0);
  });
});
