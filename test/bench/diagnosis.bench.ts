import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frontends } from '../../src/engine/jobs/inspect/frontends';
import { openBackend } from '../../src/engine/tfjs/backends/openBackend';
import { cases } from '../support/diagnosis/cases';
import type { Definition } from '../support/diagnosis/definition';
import { faulty } from '../support/diagnosis/faulty';
import { healthyDefinitions } from '../support/diagnosis/healthy';
import type { BenchmarkModel } from '../support/diagnosis/deepLocalize/model';
import { morePosts } from '../support/diagnosis/deepLocalize/morePosts';
import { posts } from '../support/diagnosis/deepLocalize/posts';
import { repositories } from '../support/diagnosis/deepLocalize/repositories';
import { clockedFrontends, type ProbeClock } from '../support/diagnosis/probeClock';
import { diagnose, judge } from '../support/diagnosis/judge';
import { localises } from '../support/diagnosis/localises';

/** Names of sets, parted by commas; all if absent. */
const ONLY = process.env['SKIPSCOPE_DIAGNOSIS_SETS']?.split(',');
const SEEDS = Number(process.env['SKIPSCOPE_DIAGNOSIS_SEEDS'] ?? 10);

interface Count {
  runs: number;
  detected: number;
  right: number;
  accused: number;
}

interface Bench {
  readonly root: string;
  readonly clock: ProbeClock;
}

async function count(definitions: readonly Definition[], { root, clock }: Bench): Promise<Count> {
  const sum: Count = { runs: 0, detected: 0, right: 0, accused: 0 };
  const registry = clockedFrontends(frontends, clock);
  for (const definition of definitions) {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const few = { steps: 2, seeds: 2, batchSize: 8, ...definition.probe };
      const said = await diagnose(
        { ...definition, probe: few },
        {
          ...{ root, backend: 'wasm', seed, registry },
        },
      );
      const { detected, right, accused } = judge(definition, said);
      sum.runs += 1;
      sum.detected += detected ? 1 : 0;
      sum.right += right ? 1 : 0;
      sum.accused += accused.length;
      if (!right || accused.length > 0)
        console.log(`${definition.name}, seed ${seed}: ${right ? 'right' : 'NOT right'}`, accused);
    }
  }
  return sum;
}

/** One line for each model of another tool's benchmark, and how many of them are found and placed. */
async function countBenchmark(models: readonly BenchmarkModel[], root: string) {
  const sum = { detected: 0, localised: 0 };
  for (const model of models) {
    const { definition, causes } = model;
    const probe = { steps: 4, seeds: 3, batchSize: 32 };
    const said = await diagnose({ ...definition, probe }, { root, backend: 'wasm' });
    const loud = said.filter(({ severity }) => severity !== 'info');
    const isLocalised = localises(model, said);
    sum.detected += loud.length > 0 ? 1 : 0;
    sum.localised += isLocalised ? 1 : 0;
    const words = loud.map(({ code, variant, line }) => [code, variant, line].join(' '));
    console.log(
      `${definition.name}: ${isLocalised ? 'localised' : loud.length > 0 ? 'detected' : 'NOT detected'}`,
      words,
      causes.length === 0 ? '(tunes a sound network)' : '',
    );
  }
  return sum;
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** Counts the faults named with cause and line, and the sound definitions accused. */
export async function bench() {
  await openBackend('wasm');
  const root = mkdtempSync(join(tmpdir(), 'skipscope-'));
  const rows: object[] = [];
  const clock: ProbeClock = { steps: 0, passes: 0 };
  const sets = {
    'cases people ask about': cases,
    faulty,
    healthy: healthyDefinitions,
  };
  const totals = new Map<string, Count>();
  for (const [set, definitions] of Object.entries(sets)) {
    if (ONLY && !ONLY.includes(set)) continue;
    const found = await count(definitions, { root, clock });
    totals.set(set, found);
    rows.push({ set, definitions: definitions.length, seeds: SEEDS, ...found });
  }
  if (!ONLY || ONLY.includes('DeepLocalize')) {
    const models = [...posts, ...morePosts, ...repositories];
    const benchmark = await countBenchmark(models, root);
    rows.push({ set: 'DeepLocalize', definitions: models.length, ...benchmark });
  }
  rmSync(root, { recursive: true });
  if (clock.steps > 0) {
    const seconds = (time: number): string => `${(time / 1000).toFixed(1)} s`;
    const [steps, passes] = [seconds(clock.steps), seconds(clock.passes)];
    rows.push({ set: 'time of a probe', steps, passes, added: percent(clock.passes, clock.steps) });
  }
  const [ofFaulty, ofHealthy] = [totals.get('faulty'), totals.get('healthy')];
  if (!ofFaulty || !ofHealthy) return rows;
  const accused = ofFaulty.accused + ofHealthy.accused;
  rows.push({
    set: 'own set',
    recall: percent(ofFaulty.right, ofFaulty.runs),
    precision: percent(ofFaulty.right, ofFaulty.right + accused),
  });
  return rows;
}
