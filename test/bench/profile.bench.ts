import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { layerCounts } from '../../src/analysis/cost/training/layerCounts';
import { profile } from '../../src/engine/jobs/profile/profile';
import { readRecording } from '../../src/engine/frontends/python/network/describeRecording';
import type { Recording } from '../../src/shared/protocol/python/recording';
import { standardProfile, type ProfileSettings } from '../../src/shared/protocol/profileRequest';
import { backendNames } from '../../src/shared/protocol/inspectRequest';
import type { Profile } from '../../src/shared/report/profile';
import { largestBatch, sumCounts } from '../../src/shared/report/profileSums';
import { pythonWithTorch } from '../support/python/realTorch';

interface Row {
  readonly check: string;
  readonly value: string;
  readonly goal: string;
  readonly of: string;
}

const asked = process.env['SKIPSCOPE_TEST_BACKEND'] ?? 'wasm';
const backend = backendNames.find((name) => name === asked) ?? 'wasm';

/** Fifteen networks in TypeScript. */
const examples = [
  ...['densenet', 'explodingMlp', 'highway', 'inception', 'lstm', 'mobilenetv2', 'plain20'],
  ...['plain56', 'resnet20', 'resnet50bottleneck', 'resnet56', 'sigmoidMlp', 'transformer'],
  ...['unet', 'unet3d'],
];

const context: Parameters<typeof profile>[1] = {
  cells: [],
  ceilingBytes: Infinity,
  progress: () => undefined,
  keep: () => undefined,
  running: () => undefined,
  partial: () => Promise.resolve(),
  cell: () => Promise.resolve(),
};

async function profiled(name: string, settings: Partial<ProfileSettings> = {}): Promise<Profile> {
  const report = await profile(
    {
      ...{ root: process.cwd(), file: path.resolve('examples', `${name}.ts`), site: '' },
      ...{ arguments: {}, backend, probe: null },
      profile: { ...standardProfile, ...settings },
    },
    context,
  );
  if (!report.profile) throw new Error(`${name} has no profile`);
  return report.profile;
}

const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(1)} %`;

const farthest = <T>(items: readonly T[], of: (item: T) => number): T | undefined =>
  [...items].sort((a, b) => Math.abs(of(b) - 1) - Math.abs(of(a) - 1))[0];

interface Ratio {
  readonly name: string;
  readonly ratio: number;
}

function ratioRow(check: string, goal: string, within: number, ratios: readonly Ratio[]): Row {
  const worst = farthest(ratios, ({ ratio }) => ratio);
  const good = ratios.filter(({ ratio }) => Math.abs(ratio - 1) <= within);
  return {
    check,
    value: worst ? `worst ${percent(worst.ratio)} (${worst.name})` : 'nothing measured',
    goal,
    of: `${good.length} of ${ratios.length} reach it`,
  };
}

interface Reference {
  readonly parameters: number;
  readonly bytes: Readonly<Record<string, number>>;
  readonly forward: number;
  readonly backward: number;
}

/** Counts beside those of PyTorch, on networks that it recorded. */
function countRows(): Row[] {
  const text = readFileSync('test/fixtures/profileCounts.json', 'utf8');
  const { networks } = JSON.parse(text) as { networks: Record<string, Reference> };
  const place = { name: 'Net', source: { file: 'net.py', line: 1, column: 1 }, arguments: [] };
  const found = Object.entries(networks).map(([name, reference]) => {
    const packed = readFileSync(`test/fixtures/recordings/${name}.json.gz`);
    const recording = JSON.parse(gunzipSync(packed).toString('utf8')) as Recording;
    const { graph } = readRecording(recording, place).description;
    const { macs, parameters, weightBytes } = sumCounts([...layerCounts(graph, 1).values()]);
    const isGrouped = recording.nodes.some(
      ({ attributes }) => Number(attributes['groups'] ?? 1) > 1,
    );
    return {
      name,
      isGrouped,
      macs,
      parameters: parameters.trainable + parameters.frozen,
      isSameBytes: isDeepStrictEqual(weightBytes, reference.bytes),
      reference,
    };
  });
  const of = (pass: 'forward' | 'backward'): Ratio[] =>
    found.map(({ name, macs, reference }) => ({
      name,
      ratio: (macs?.[pass] ?? NaN) / reference[pass],
    }));
  const grouped = new Set(found.filter(({ isGrouped }) => isGrouped).map(({ name }) => name));
  const ungrouped = of('backward').filter(({ name }) => !grouped.has(name));
  const equal = found.filter(({ parameters, reference }) => parameters === reference.parameters);
  return [
    ratioRow('MACs forward ÷ FlopCounterMode', 'within 1 %', 0.01, of('forward')),
    // FlopCounterMode counts the backward pass of a grouped convolution as that of a whole one.
    ratioRow('MACs backward ÷ FlopCounterMode, without groups', 'within 1 %', 0.01, ungrouped),
    {
      check: 'parameters = numel',
      value: `${equal.length} equal`,
      goal: 'all',
      of: `${found.length} networks`,
    },
    {
      check: 'bytes by type = numel × element_size',
      value: `${found.filter(({ isSameBytes }) => isSameBytes).length} equal`,
      goal: 'all',
      of: `${found.length} networks`,
    },
  ];
}

interface TorchTimes {
  readonly model: string;
  readonly isSame?: boolean;
  /** The profiler's own even and odd steps name the same five. */
  readonly again?: boolean;
  /** Equal but for modules that the profiler's own steps do not tell apart. */
  readonly isTied?: boolean;
  readonly covered?: number;
}

/** Times of real torch beside those of its own profiler; nothing without a Python that has it. */
function torchRows(): Row[] {
  const python = pythonWithTorch('the times of real torch');
  if (python === undefined) return [];
  const told = execFileSync(python, ['-B', 'test/bench/profileTimes.py'], { encoding: 'utf8' });
  const found = told
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TorchTimes);
  const same = found.filter(({ isSame }) => isSame === true);
  const others = found.filter(({ isSame }) => isSame !== true).map(({ model }) => model);
  return [
    {
      check: 'five dearest modules = torch.profiler',
      value: `${same.length} equal sets; not ${others.join(', ') || 'any'}`,
      goal: '8 of 10',
      of: `${found.length} networks`,
    },
    {
      check: 'the same, but for modules that the profiler does not tell apart itself',
      value: `${found.filter(({ isTied }) => isTied).length} equal`,
      goal: '8 of 10',
      of: `${found.filter(({ again }) => again).length} times it names the same five twice`,
    },
    ratioRow(
      'layers ÷ untapped step, torch',
      'within 10 %',
      0.1,
      found.flatMap(({ model, covered }) =>
        covered === undefined ? [] : [{ name: model, ratio: covered }],
      ),
    ),
  ];
}

/** Memory for a batch between those that were measured and three times as large. */
const LIMITED = ['resnet20', 'unet', 'densenet'];

/** The largest batch whose real step stays below a number of bytes, by halving. */
async function bisected(name: string, bytes: number, high: number): Promise<number> {
  let [fits, fails] = [1, high];
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2);
    const { memory } = await profiled(name, { batchSize: middle, steps: 1, batchSizes: [] });
    if ((memory?.measured?.bytes ?? Infinity) <= bytes) fits = middle;
    else fails = middle;
  }
  return fits;
}

async function batchRows(profiles: ReadonlyMap<string, Profile>): Promise<Row[]> {
  const ratios: Ratio[] = [];
  for (const name of LIMITED) {
    const { batches, memory } = profiles.get(name) ?? {};
    const bytes = 1.6 * (memory?.measured?.bytes ?? 0);
    const predicted = batches && largestBatch(batches, bytes);
    if (predicted === undefined) continue;
    ratios.push({ name, ratio: predicted / (await bisected(name, bytes, 4 * predicted)) });
  }
  return [ratioRow('largest batch ÷ bisection', 'within 5 %', 0.05, ratios)];
}

type Ratios = (profile: Profile) => number;

const layersOverStep: Ratios = ({ step }) => step?.covered ?? NaN;
const estimatedOverMeasured: Ratios = ({ memory }) =>
  (memory?.peak ?? NaN) / (memory?.measured?.bytes ?? NaN);
const tappedOverUntapped: Ratios = ({ step }) =>
  (step?.tapped?.median ?? NaN) / (step?.untapped.median ?? NaN);

/** Rows about the examples' own steps. */
function stepRows(profiles: ReadonlyMap<string, Profile>): Row[] {
  const of = (ratios: Ratios): Ratio[] =>
    [...profiles].map(([name, profile]) => ({ name, ratio: ratios(profile) }));
  const cost = of(tappedOverUntapped);
  const dearest = cost.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  return [
    ratioRow(`layers ÷ untapped step, ${backend}`, 'within 10 %', 0.1, of(layersOverStep)),
    ratioRow(
      `estimated ÷ measured peak, ${backend}`,
      'within 10 %',
      0.1,
      of(estimatedOverMeasured),
    ),
    {
      check: 'step with taps ÷ without',
      value: `worst ×${dearest.ratio.toFixed(2)} (${dearest.name})`,
      goal: '≤ ×1.1',
      of: `${cost.filter(({ ratio }) => ratio <= 1.1).length} of ${cost.length} reach it`,
    },
    {
      check: 'profile of ResNet-20, opened model to profile',
      value: `${profiles.get('resnet20')?.seconds.toFixed(1)} s`,
      goal: '≤ 5 s',
      of: '1 network',
    },
  ];
}

async function profilesOf(names: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
  const profiles = new Map<string, Profile>();
  for (const name of names) profiles.set(name, await profiled(name));
  return profiles;
}

const parts: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  counts: countRows,
  torch: torchRows,
  steps: async () => stepRows(await profilesOf(examples)),
  batches: async () => batchRows(await profilesOf(LIMITED)),
};

/**
 * Counts, times and memory beside what they are held to: the parts `counts`, `torch`, `steps` and `batches`. Sums and
 * peaks are of this machine; run it alone. `SKIPSCOPE_TEST_BACKEND` names the backend.
 */
export async function bench(asked: readonly string[] = []): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(parts))
    if (asked.length === 0 || asked.includes(name)) rows.push(...(await run()));
  return rows;
}
