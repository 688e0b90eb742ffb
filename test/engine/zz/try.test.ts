import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import { findingMessage } from '../../../src/shared/words/findingMessages';
import { cases } from '../../support/diagnosis/cases';
import { silentJob } from '../../support/silentJob';
it('x', async () => {
  const root = mkdtempSync(join(tmpdir(), 'skipscope-'));
  for (const definition of cases.filter(({ name }) => /^(P1 |P11|K10|K13|P19)/.test(name))) {
    const file = join(root, 'definition.js');
    writeFileSync(file, definition.text);
    console.log('=====', definition.name);
    try {
      const report = await inspect({ root, file, site: 'model', arguments: {}, backend: 'wasm', probe: { steps: 3, seeds: 3, batchSize: 16, seed: 1 } }, silentJob);
      for (const f of report.findings) console.log(f.severity, f.source?.line, findingMessage(f, report.network));
      for (const l of report.probe!.layers) if (l.weights.length) console.log(l.layer, JSON.stringify(l.history.weightGradient?.[0]), JSON.stringify(l.history.updateRatio?.[0]), JSON.stringify(l.weights[0]!.initial), JSON.stringify(l.history.activationGradient?.[0]));
    } catch (e) { const f = e as any; console.log(JSON.stringify(f.info ?? f.message ?? f), JSON.stringify(f.position), f.code, JSON.stringify(f.detail), f.stack?.slice(0, 900)); }
  }
});
