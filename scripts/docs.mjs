// `npm run docs` writes the tables of docs/ from package.json, the thresholds and the finding texts; `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from './install.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');
const { contributes } = JSON.parse(read('package.json'));
const words = JSON.parse(read('package.nls.json'));

/** A text of package.json with its `%key%` resolved, as one line without links into the settings editor. */
const worded = (text = '') =>
  text
    .replace(/^%(.*)%$/, (_, key) => words[key])
    .replaceAll('\n', ' ')
    .replace(/`#(.*?)#`/g, '`$1`');

const compiled = path.join(root, 'node_modules', '.cache', 'docs');

/** The exports of a module of the sources. */
async function load(file) {
  const outfile = path.join(compiled, `${path.basename(file, '.ts')}.cjs`);
  const entryPoints = [path.join(root, file)];
  await esbuild.build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs' });
  return createRequire(import.meta.url)(outfile);
}

const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Titles come from package.json; the second column is written by hand and kept. */
function commands(before) {
  const written = new Map(
    [...before.matchAll(/^\| SkipScope: (.*?) \| (.*?) \|$/gm)].map(([, title, does]) => [
      title,
      does,
    ]),
  );
  const rows = contributes.commands.map(({ title }) => {
    const name = worded(title);
    if (!written.get(name)) throw new Error(`docs/settings.md: say what "SkipScope: ${name}" does`);
    return [`SkipScope: ${name}`, written.get(name)];
  });
  return table(['command', 'does'], rows);
}

const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

function settings() {
  const rows = Object.entries(contributes.configuration.properties).map(
    ([name, { default: value, description, markdownDescription }]) => [
      `\`${name}\``,
      `\`${shown(value)}\``,
      worded(markdownDescription ?? description),
    ],
  );
  return table(['setting', 'default', 'meaning'], rows);
}

/** `1e-3`, `70`, `0.5`. */
const limit = (value) =>
  value < 0.01 || value >= 1000 ? value.toExponential().replace('e+', 'e') : String(value);

async function thresholds() {
  const { thresholds: limits } = await load('src/shared/report/thresholds.ts');
  const rows = Object.entries(limits).map(([name, { value }]) => {
    const [codes, meaning] = worded(`%setting.thresholds.${name}%`).split(/: (.*)/s);
    const linked = codes.split(', ').map((code) => `[\`${code}\`](#${code})`);
    return [`\`${name}\``, `\`${limit(value)}\``, linked.join(', '), meaning.replace(/\.$/, '')];
  });
  return table(['threshold', 'default', 'finding', 'meaning'], rows);
}

async function findings() {
  const { findingTexts } = await load('src/shared/words/findingTexts.ts');
  const rows = Object.entries(findingTexts).map(([code, { what, severity, from }]) => [
    `[\`${code}\`](#${code})`,
    severity,
    from,
    what,
  ]);
  return table(['code', 'severity of most', 'from', 'holds where'], rows);
}

const pages = {
  'docs/settings.md': { commands, settings },
  'docs/findings.md': { findings, thresholds },
};

/** The page with each table between its marks made anew. */
async function written(file, tables) {
  let text = read(file);
  for (const [name, make] of Object.entries(tables)) {
    const marks = new RegExp(`(<!-- ${name} -->\n)([^]*?)(<!-- /${name} -->)`);
    const [, open, before, close] = marks.exec(text) ?? [];
    if (open === undefined) throw new Error(`${file} has no place for the table ${name}`);
    const made = await make(before);
    text = text.replace(marks, () => `${open}\n${made}\n\n${close}`);
  }
  return text;
}

let outdated = 0;
for (const [file, tables] of Object.entries(pages)) {
  const text = await written(file, tables);
  if (text === read(file)) continue;
  outdated += 1;
  if (process.argv.includes('--check'))
    console.error(`${file} is not what \`npm run docs\` writes`);
  else writeFileSync(path.join(root, file), text);
}
if (process.argv.includes('--check') && outdated > 0) process.exit(1);
