import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Report } from '../../src/shared/report/report';

const DEADLINE_MS = 60_000;

/**
 * The time that elkjs `layered` takes for a whole network in one flat graph, in a page of its own: ms,
 * or how it failed (a stack overflow; no answer within a minute).
 */
export async function flatElk(browser: Browser, report: Report): Promise<number | string> {
  const page = await browser.newPage();
  await page.addScriptTag({
    content: readFileSync('node_modules/elkjs/lib/elk.bundled.js', 'utf8'),
  });
  const graph = {
    id: 'root',
    layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'DOWN' },
    children: report.network.layers.map(({ id }) => ({ id, width: 216, height: 40 })),
    edges: report.network.layers.flatMap(({ id, inputs }) =>
      inputs.map(({ layer }, slot) => ({ id: `${id}:${slot}`, sources: [layer], targets: [id] })),
    ),
  };
  const run = page.evaluate(async (asked) => {
    interface Elk {
      layout(graph: unknown): Promise<unknown>;
    }
    const elk = new (window as unknown as { ELK: new () => Elk }).ELK();
    const start = performance.now();
    try {
      await elk.layout(asked);
      return performance.now() - start;
    } catch (error) {
      return error instanceof RangeError ? 'stack overflow' : String(error).slice(0, 40);
    }
  }, graph);
  const late = new Promise<string>((done) => setTimeout(() => done('over 60 s'), DEADLINE_MS));
  const result = await Promise.race([run.catch(() => 'page closed'), late]);
  void page.close({ runBeforeUnload: false }).catch(() => undefined);
  return result;
}
