import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBackend } from '../../src/engine/tfjs/backends/openBackend';
import { cases } from '../support/diagnosis/cases';
import { deepLocalize } from '../support/diagnosis/deepLocalize';
import type { Definition } from '../support/diagnosis/definition';
import { faulty } from '../support/diagnosis/faulty';
import { healthyDefinitions } from '../support/diagnosis/healthy';
import { diagnose, judge } from '../support/diagnosis/judge';

/** Names of sets, parted by commas; all where absent. */
const ONLY = process.env['SKIPSCOPE_DIAGNOSIS_SETS']?.split(',');
const SEEDS = Number(process.env['SKIPSCOPE_DIAGNOSIS_SEEDS'] ?? 10);

interface Count {
  runs: number;
  detected: number;
  right: number;
  accused: number;
}

async function count(definitions: readonly Definition[], root: string): Promise<Count> {
  const sum: Count = { runs: 0, detected: 0, right: 0, accused: 0 };
  for (const definition of definitions) {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const few = { steps: 2, seeds: 2, batchSize: 8, ...definition.probe };
      const said = await diagnose({ ...definition, probe: few }, { root, backend: 'wasm', seed });
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

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** Counts the faults named with cause and line, and the sound definitions accused. */
export async function bench() {
  await openBackend('wasm');
  const root = mkdtempSync(join(tmpdir(), 'skipscope-'));
  const rows: object[] = [];
  const sets = {
    'cases people ask about': cases,
    faulty,
    healthy: healthyDefinitions,
    DeepLocalize: deepLocalize,
  };
  const totals = new Map<string, Count>();
  for (const [set, definitions] of Object.entries(sets)) {
    if (ONLY && !ONLY.includes(set)) continue;
    const found = await count(definitions, root);
    totals.set(set, found);
    rows.push({ set, definitions: definitions.length, seeds: SEEDS, ...found });
  }
  rmSync(root, { recursive: true });
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
