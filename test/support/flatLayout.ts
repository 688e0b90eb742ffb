import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Report } from '../../src/shared/report/report';
import { openBrowser } from './reportPage';

/** A whole network as one flat graph, in terms that both libraries can be told. */
interface FlatGraph {
  readonly nodes: readonly string[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

const flatten = ({ network: { layers } }: Report): FlatGraph => ({
  nodes: layers.map(({ id }) => id),
  edges: layers.flatMap(({ id, inputs }) => inputs.map(({ layer }) => ({ from: layer, to: id }))),
});

interface Engine {
  readonly script: string;
  /** Runs in the page, which has the library; gives ms, or how it failed. */
  readonly run: (graph: FlatGraph) => Promise<number | string>;
}

const failureOf = `(error) => error instanceof RangeError ? 'stack overflow' : String(error).slice(0, 40)`;

const require = createRequire(path.resolve('package.json'));

const flatEngines = {
  elkjs: {
    script: require.resolve('elkjs/lib/elk.bundled.js'),
    run: async ({ nodes, edges }: FlatGraph) => {
      interface Elk {
        layout(graph: unknown): Promise<unknown>;
      }
      const scope = window as unknown as { ELK: new () => Elk; failureOf(e: unknown): string };
      const graph = {
        id: 'root',
        layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'DOWN' },
        children: nodes.map((id) => ({ id, width: 216, height: 40 })),
        edges: edges.map(({ from, to }, at) => ({ id: `e${at}`, sources: [from], targets: [to] })),
      };
      const elk = new scope.ELK();
      const start = performance.now();
      try {
        await elk.layout(graph);
        return performance.now() - start;
      } catch (error) {
        return scope.failureOf(error);
      }
    },
  },
  dagre: {
    script: path.join(path.dirname(require.resolve('@dagrejs/dagre')), 'dagre.min.js'),
    run: async ({ nodes, edges }: FlatGraph) => {
      interface Graph {
        setGraph(options: object): void;
        setDefaultEdgeLabel(make: () => object): void;
        setNode(id: string, size: object): void;
        setEdge(from: string, to: string): void;
      }
      const scope = window as unknown as {
        dagre: { graphlib: { Graph: new () => Graph }; layout(graph: Graph): void };
        failureOf(e: unknown): string;
      };
      const graph = new scope.dagre.graphlib.Graph();
      graph.setGraph({ rankdir: 'TB' });
      graph.setDefaultEdgeLabel(() => ({}));
      for (const id of nodes) graph.setNode(id, { width: 216, height: 40 });
      for (const { from, to } of edges) graph.setEdge(from, to);
      const start = performance.now();
      try {
        scope.dagre.layout(graph);
        return await Promise.resolve(performance.now() - start);
      } catch (error) {
        return scope.failureOf(error);
      }
    },
  },
} as const satisfies Record<string, Engine>;

/**
 * The time that a library takes for a whole network in one flat graph, in Chromium: ms, or how it failed
 * (a stack overflow; no answer within `seconds`). Each run has a browser of its own, since one that is
 * late can only be ended with it.
 */
export async function timeFlatLayout(
  name: keyof typeof flatEngines,
  report: Report,
  seconds: number,
): Promise<number | string> {
  const { script, run } = flatEngines[name];
  const browser = await openBrowser();
  const page: Page = await browser.newPage();
  await page.addScriptTag({ content: readFileSync(script, 'utf8') });
  await page.addScriptTag({ content: `window.failureOf = ${failureOf}` });
  const clock = new AbortController();
  const late = new Promise<string>((done) => {
    const timer = setTimeout(() => done(`> ${seconds} s`), seconds * 1000);
    clock.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const asked = page.evaluate(run, flatten(report)).catch((error: unknown) => String(error));
  const result = await Promise.race([asked, late]);
  clock.abort();
  await browser.close();
  return result;
}
