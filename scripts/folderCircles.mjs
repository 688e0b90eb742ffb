// `npm run rooms` runs this too: no folder of src or webview may import another one that leads back to it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { root } from './install.mjs';

/**
 * The circles between folders: through every folder that is on any at least one, as the shortest way back to
 * its first folder, with an import for every step. A folder's own files and those of a folder in it are two
 * folders: they may not need each other, at any depth. `imports` are pairs of paths with `/`.
 */
export function folderCircles(imports) {
  const deepest = Math.max(0, ...imports.map(({ from }) => from.split('/').length - 2));
  const seen = new Set();
  return Array.from({ length: deepest }, (_, level) => circlesAt(imports, level + 1))
    .flat()
    .filter((circle) => {
      const key = circle
        .map(({ from }) => from)
        .sort()
        .join();
      return !seen.has(key) && seen.add(key);
    });
}

/** `src/engine/probe/plan.ts` lies in `src/engine` at level 1 and in `src/engine/probe` at level 2. */
const folderOf = (file, level) =>
  path.posix
    .dirname(file)
    .split('/')
    .slice(0, level + 1)
    .join('/');

function circlesAt(imports, level) {
  const steps = new Map();
  for (const { from, to } of imports) {
    const [own, other] = [folderOf(from, level), folderOf(to, level)];
    if (own === other) continue;
    const ways = steps.get(own) ?? new Map();
    steps.set(own, ways);
    if (!ways.has(other)) ways.set(other, `${from} → ${to}`);
  }
  const circles = [];
  const known = new Set();
  for (const start of [...steps.keys()].sort()) {
    const way = known.has(start) ? undefined : shortestCircle(start, steps);
    if (!way) continue;
    for (const folder of way) known.add(folder);
    circles.push(
      way.map((from, i) => {
        const to = way[(i + 1) % way.length];
        return { from, to, example: steps.get(from).get(to) };
      }),
    );
  }
  return circles;
}

/** The folders on the shortest way from `start` back to it; `undefined` if there is none. */
function shortestCircle(start, steps) {
  const waiting = [[start]];
  const reached = new Set();
  for (const way of waiting) {
    for (const next of [...(steps.get(way.at(-1))?.keys() ?? [])].sort()) {
      if (next === start) return way;
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push([...way, next]);
    }
  }
  return undefined;
}

/** The imports, types included, between the TypeScript files below some folders. */
export function importsBelow(folders) {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
      .flatMap((from) => importedBy(from).map((to) => ({ from, to })))
      .filter(({ to }) => folders.some((one) => to.startsWith(`${one}/`))),
  );
}

function importedBy(file) {
  const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, file), 'utf8'));
  return importedFiles
    .map(({ fileName }) => fileName.replace(/^worker:/, ''))
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name))
    .map((name) => [name, `${name}.ts`, `${name}/index.ts`].find(isFile))
    .filter((name) => name !== undefined);
}

const isFile = (name) => path.extname(name) !== '' && existsSync(path.join(root, name));

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const circles = folderCircles(importsBelow(['src', 'webview']));
  for (const circle of circles) {
    console.error(
      `folder circle: ${circle.map(({ from }) => from).join(' → ')} → ${circle[0].from}`,
    );
    for (const { example } of circle) console.error(`  ${example}`);
  }
  process.exitCode = circles.length > 0 ? 1 : 0;
}
