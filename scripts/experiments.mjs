// `npm run experiments:check` runs the experiments that take minutes and prints each figure beside its limit; `-- NAME…` only some.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from './install.mjs';

const cache = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
const mlp = 'test/fixtures/experiments/residualMlp.ts --data digits';
const plainMlp = 'test/fixtures/experiments/plainMlp.ts --data digits';
const deepUShape = 'test/fixtures/experiments/deepUShape.ts';
const FIRST_SENTENCE_SECONDS = 10;

/** The JSON of one experiment, and the seconds from the command to its first sentence and to its end. */
function run(args, home = cache) {
  const started = performance.now();
  const passed = () => (performance.now() - started) / 1000;
  return new Promise((resolve, reject) => {
    const env = { ...process.env, XDG_CACHE_HOME: home };
    const all = ['dist/cli.js', 'experiment', ...args.split(' '), '--json', '-'];
    const child = spawn(process.execPath, all, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr, first] = ['', '', undefined];
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => {
      stderr += text;
      if (/^So far, /m.test(stderr)) first ??= passed();
    });
    child.on('error', reject);
    child.on('close', () => {
      const seconds = passed();
      if (stdout === '') reject(new Error(stderr.trim().split('\n').at(-1)));
      else resolve({ result: JSON.parse(stdout), seconds, first: first ?? seconds });
    });
  });
}

const mean = ({ measured }, arm, measure) =>
  measured.find((each) => each.arm === arm && each.measure === measure)?.mean ?? NaN;
const valuesOf = ({ cells }, arm, measure) =>
  cells.filter((cell) => cell.arm === arm).map(({ numbers }) => numbers[measure]);
const compared = ({ comparisons }, arm, measure) =>
  comparisons.find((each) => each.arm === arm && each.measure === measure);
const shown = (value) => Number(value.toPrecision(3));

let failed = 0;
function say(name, limit, figure, holds) {
  if (!holds) failed += 1;
  console.log(`${holds ? '✔' : '✘'} ${name}: ${figure} (wanted: ${limit})`);
}

async function firstSentence(experiment, file) {
  const { first, seconds } = await run(`${experiment} ${file}`);
  const limit = `at most ${FIRST_SENTENCE_SECONDS} s`;
  const figure = `${first.toFixed(1)} s, all seeds ${seconds.toFixed(1)} s`;
  say(`${experiment} ${file}, first sentence`, limit, figure, first <= FIRST_SENTENCE_SECONDS);
}

/** The exports of a module of the sources. */
async function load(file) {
  const outfile = path.join(root, 'node_modules/.cache/experiments', `${path.basename(file)}.cjs`);
  const entryPoints = [path.join(root, file)];
  await esbuild.build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs' });
  return createRequire(import.meta.url)(outfile);
}

const checks = {
  async instant() {
    for (const file of ['examples/resnet20.ts', 'examples/unet.ts'])
      for (const experiment of ['paths', 'shattering']) await firstSentence(experiment, file);
    await firstSentence('u-shape', 'examples/unet.ts');
    const why = await run('u-shape examples/resnet20.ts').catch(({ message }) => message);
    say('u-shape examples/resnet20.ts', 'told why', String(why), /no long skip/.test(why));
  },
  async skips() {
    const args = `skips ${mlp} --steps 100 --seeds 8 --arm whole --arm without-all`;
    const { result } = await run(args);
    const { value, holm, verdict } = compared(result, 'without-all', 'loss');
    const figure = `×${shown(value)}, Holm p ${shown(holm)}, ${verdict}`;
    say(
      'skips, none of 10',
      'worse, p < 0.05, ratio > 2',
      figure,
      verdict === 'worse' && value > 2,
    );
  },
  async aa() {
    const { compareArms } = await load('src/analysis/experiments/statistics/compare.ts');
    const { hash } = await load('src/engine/data/random.ts');
    const args = `skips ${mlp} --steps 60 --seeds 24 --arm whole --learning-rate 0.03`;
    const { result } = await run(args);
    const rule = { measure: 'loss', scale: 'log', method: 'welch', more: 'worse' };
    let accused = 0;
    const DRAWS = 500;
    for (let i = 0; i < DRAWS; i++) {
      // Any 16 of the 24 in any order alike.
      const order = result.cells.map((cell) => [hash(i, cell.seed), cell]);
      const drawn = order.sort(([a], [b]) => a - b).map(([, cell]) => cell);
      const arms = [drawn.slice(0, 8), drawn.slice(8, 16)].flatMap((cells, at) =>
        cells.map((cell, seed) => ({ ...cell, seed, arm: String(at) })),
      );
      const [{ verdict }] = compareArms(arms, [rule], [{ arm: '1', against: '0' }]);
      if (verdict === 'worse' || verdict === 'better') accused += 1;
    }
    const share = accused / DRAWS;
    say(
      'two runs of one network, 8 seeds each',
      'at most 10 % accused',
      `${shown(100 * share)} %`,
      share <= 0.1,
    );
  },
  async gradient() {
    const { result } = await run(`skips ${mlp} --steps 1 --seeds 8 --learning-rate 0.01`);
    const single = result.arms.filter(({ skip }) => skip !== undefined);
    const ratios = single.map(({ id }) => compared(result, id, 'firstGradient').value);
    const last = ratios.at(-1);
    say('first gradient without skip 10', '0.28 to 0.36', shown(last), last > 0.28 && last < 0.36);
  },
  async depth() {
    const args = `depth ${mlp} --arg blocks=20 --steps 100 --seeds 3`;
    const { result } = await run(args);
    const of = (arm) => valuesOf(result, arm, 'loss');
    const [few, half, all] = [5, 10, 20].map((kept) => of(`plain-${kept}`));
    const inOrder = few.every((loss, seed) => loss < half[seed] && half[seed] < all[seed]);
    const means = [5, 10, 20].map((kept) => shown(mean(result, `plain-${kept}`, 'loss')));
    say('depth, plain', 'rises in every seed', means.join(' < '), inOrder);
    const residual = [5, 10, 20].map((kept) => shown(mean(result, `residual-${kept}`, 'loss')));
    const below = residual.every((loss, i) => loss < means[i]);
    say('depth, with skips', 'below plain at each depth', residual.join(', '), below);
  },
  async paths() {
    const model =
      'paths examples/resnet20.ts --data digits --input-shape 8,8,3 --seeds 2 --samples 16';
    const { result: start } = await run(model);
    const before = mean(start, 'whole', 'slope');
    say('paths, slope before training', 'above -0.05', shown(before), before > -0.05);
    const { result: end } = await run(`${model} --steps 500 --learning-rate 0.03`);
    const [slope, explained] = ['slope', 'explained'].map((name) => mean(end, 'whole', name));
    const figure = `${shown(slope)}, r² ${shown(explained)}`;
    say(
      'paths, slope after 500 steps',
      'below -0.15, r² > 0.95',
      figure,
      slope < -0.15 && explained > 0.95,
    );
  },
  async deletion() {
    const model = 'deletion examples/resnet20.ts --data digits --input-shape 8,8,3';
    const { result } = await run(
      `${model} --samples 1792 --steps 500 --seeds 3 --learning-rate 0.03`,
    );
    const figure = (arm, measure) => {
      const all = valuesOf(result, arm, measure).map(shown).join(', ');
      return `${shown(mean(result, arm, measure))} (seeds ${all})`;
    };
    for (const { arm, measure, mean: series } of result.series)
      console.log(
        `  ${arm}, ${measure}: ${series.map((value) => value && shown(value)).join(' ')}`,
      );
    for (const arm of ['whole', 'without-all'])
      console.log(`  ${arm}, intact: ${figure(arm, 'errorIntact')}`);
    say(
      'deletion, median error of resnet20 without one block after 500 steps',
      'below 0.05',
      figure('whole', 'errorDeleted'),
      mean(result, 'whole', 'errorDeleted') < 0.05,
    );
    say(
      'the same without skips, one block bypassed',
      'above 0.7',
      figure('without-all', 'errorBypassed'),
      mean(result, 'without-all', 'errorBypassed') > 0.7,
    );
  },
  async shattering() {
    const args = '--data digits --input-shape 8,8,1 --seeds 10 --arm whole';
    const correlations = [];
    for (const name of ['resnet56', 'plain56']) {
      const { result } = await run(`shattering examples/${name}.ts ${args}`);
      correlations.push(valuesOf(result, 'whole', 'correlation'));
    }
    const [residual, plain] = correlations;
    const more = residual.filter((value, seed) => value > plain[seed]).length;
    const range = (values) => `${shown(Math.min(...values))} to ${shown(Math.max(...values))}`;
    const figure = `${more} of 10 seeds, ${range(residual)} and ${range(plain)}`;
    say('shattering, resnet56 above plain56', 'in 10 of 10 seeds', figure, more === 10);
  },
  async uShape() {
    const { result } = await run(`u-shape ${deepUShape}`);
    const [long, whole] = ['long-only', 'whole'].map((arm) => mean(result, arm, 'middleToEnds'));
    say('u-shape, long skips only', 'below 0.032', shown(long), long < 10 ** -1.5);
    say('u-shape, with short skips', 'above 0.3', shown(whole), whole > 0.3);
  },
  async learningRate() {
    const { result } = await run(`learning-rate ${mlp}`);
    const suggested = mean(result, 'whole', 'rate');
    const codes = result.verdict.sentences.map(({ code }) => code);
    const larger = codes.includes('experiments.rate-larger') ? 3 : 1;
    const rate = suggested * (codes.includes('experiments.rate-smaller') ? 1 / 3 : larger);
    const losses = [];
    for (const fixed of [0.001, 0.003, 0.01, 0.03, 0.1]) {
      const args = `skips ${mlp} --arm whole --steps 60 --seeds 3 --learning-rate ${fixed}`;
      losses.push([fixed, mean((await run(args)).result, 'whole', 'loss')]);
    }
    const [best] = losses.sort(([, a], [, b]) => a - b)[0];
    const factor = Math.max(rate / best, best / rate);
    const figure = `${shown(suggested)}, ${shown(rate)} after the check, the best of five is ${best}`;
    say('learning-rate', 'within a factor of 3 of the best fixed rate', figure, factor <= 3);
  },
  async add() {
    const args = `add ${plainMlp} --steps 100 --seeds 5`;
    const { result } = await run(args);
    const { value, holm, verdict } = compared(result, 'with-identities', 'loss');
    const figure = `×${shown(value)}, Holm p ${shown(holm)}, ${verdict}`;
    say(
      'add, identities around 9 pairs of a plain network',
      'better, p < 0.05',
      figure,
      verdict === 'better',
    );
  },
  async variants() {
    const few = '--steps 1 --seeds 5 --learning-rate 0.01';
    const { result: normed } = await run(`variants ${plainMlp} --arg layers=13 ${few}`);
    const { result: bare } = await run(`variants examples/sigmoidMlp.ts --arg depth=13 ${few}`);
    const withNorm = mean(normed, 'activation-sigmoid', 'firstGradient');
    const without = mean(bare, 'whole', 'firstGradient');
    const name = 'variants, first gradient of 13 sigmoid layers,';
    say(`${name} without norms`, 'below 1e-7', shown(without), without < 1e-7);
    say(`${name} with batch norm`, 'above 1e-3', shown(withNorm), withNorm > 1e-3);
  },
  async surface() {
    const { result } = await run(`surface ${mlp} --arg blocks=4 --seeds 2`);
    const [cell] = result.cells.filter(({ plane }) => plane);
    const { points, loss } = cell.plane;
    const middle = loss[(points * points - 1) / 2];
    const apart = Math.abs(middle - cell.numbers.loss);
    say(
      'surface, middle of the plane',
      'the loss of the model to 1e-6',
      shown(apart),
      apart < 1e-6,
    );
  },
  async bumps() {
    const args = '--data digits --input-shape 8,8,1 --steps 400 --seeds 2 --arm whole';
    const limits = [
      ['plain56', 'above 0.1', (value) => value > 0.1],
      ['resnet56', 'below 0.01', (value) => value < 0.01],
    ];
    for (const [name, limit, holds] of limits) {
      const all = `surface examples/${name}.ts ${args} --learning-rate 0.03 --budget 15m`;
      const value = mean((await run(all)).result, 'whole', 'bumps');
      say(`surface, bumps of ${name} after 400 steps`, limit, shown(value), holds(value));
    }
  },
  async estimate() {
    for (const args of estimated) {
      // Cells that other checks left would be neither run nor counted.
      const home = mkdtempSync(path.join(cache, 'estimate-'));
      const { result: plan } = await run(`${args} --processes 1 --estimate`, home);
      const { result } = await run(`${args} --processes 1`, home);
      const { seconds } = plan.estimate;
      // Pilots are no cells of the result, and half as long as one.
      const { cpuSeconds } = result.cost;
      const took = cpuSeconds * (1 + plan.estimate.pilots / 2 / result.cells.length);
      const factor = Math.max(took / seconds, seconds / took);
      const figure = `${shown(seconds)} s, took ${shown(took)} s of processor time`;
      say(`${args}, estimate`, 'within a factor of 2', figure, factor <= 2);
    }
  },
};

/** Experiments and definitions of both languages whose estimate is held against what they take. */
const estimated = [
  `skips ${mlp} --arm whole --arm without-all --steps 80 --seeds 6`,
  `deletion ${mlp} --steps 50`,
  `add ${plainMlp} --steps 50`,
  `depth ${mlp} --steps 50`,
  `learning-rate ${mlp}`,
  'paths examples/resnet20.ts --seeds 3',
  'shattering examples/unet.ts --seeds 3',
  'u-shape examples/unet.ts --seeds 3',
  'paths examples/highway.py --seeds 3',
  'learning-rate examples/highway.py --seeds 3',
  'train examples/highway.py --steps 50',
  'u-shape examples/unet.py --seeds 3',
];

const asked = process.argv.slice(2);
try {
  for (const [name, check] of Object.entries(checks))
    if (asked.length === 0 || asked.includes(name)) await check();
} finally {
  rmSync(cache, { recursive: true });
}
process.exit(failed > 0 ? 1 : 0);
