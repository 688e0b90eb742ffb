// `npm run bench -- NAME [PART…]` bundles test/bench/NAME.bench.ts, calls its exported
// `bench(parts): Row[] | Promise<Row[]>` (a Row is a flat object: column → number or text), prints the rows
// as a table and writes them with the machine to out/bench/NAME.json. Without NAME it lists them. A bench that
// has parts runs those that are named, else all.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const suffix = '.bench.ts';
const names = readdirSync('test/bench')
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const [name, ...parts] = process.argv.slice(2);
if (!names.includes(name)) {
  console.log(`usage: npm run bench -- NAME [PART…], where NAME is one of: ${names.join(', ')}`);
  process.exit(2);
}

const outfile = path.resolve(`out/bench/build/${name}.cjs`);
mkdirSync(path.dirname(outfile), { recursive: true });
// Packages stay outside the bundle, so that every import finds the one shared copy of TensorFlow.js.
await esbuild.build({
  entryPoints: [`test/bench/${name}${suffix}`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
// Its service would count as a process that a bench left behind.
await esbuild.stop();
const rows = await createRequire(import.meta.url)(outfile).bench(parts);
console.table(rows);
const machine = {
  cpu: os.cpus()[0]?.model,
  cores: os.cpus().length,
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  load: os.loadavg().map((load) => Math.round(load * 10) / 10),
};
writeFileSync(`out/bench/${name}.json`, `${JSON.stringify({ name, machine, rows }, null, 2)}\n`);
console.log(`written to out/bench/${name}.json`);
