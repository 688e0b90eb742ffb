import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Code that a rule refuses, and code that it allows. */
interface Told {
  readonly rules: readonly string[];
  readonly refused: readonly string[];
  readonly allowed: readonly string[];
}

const told: Readonly<Record<string, Told>> = {
  'when a module is loaded': {
    rules: ['texts-at-module-scope'],
    refused: [
      `const GONE = l10n.t('gone');`,
      `const words = { gone: l10n.t('gone') };`,
      `const words = names.map((name) => name).concat(l10n.t('gone'));`,
      `class Words { static gone = l10n.t('gone'); }`,
    ],
    allowed: [
      `const gone = () => l10n.t('gone');`,
      `const words = { gone: () => l10n.t('gone') };`,
      `function gone() { return [l10n.t('gone')]; }`,
      `class Words { gone = l10n.t('gone'); say() { return l10n.t('gone'); } }`,
    ],
  },
  'in the extension': {
    rules: ['texts'],
    refused: [
      `window.showErrorMessage('gone')`,
      `const options = { placeHolder: 'Which one?' };`,
      `lens('Compare', 'skipscope.compare')`,
      `say(\`nothing in \${file}\`)`,
      `const text = 'There is nothing here.';`,
    ],
    allowed: [
      `window.showErrorMessage(l10n.t('gone'))`,
      `const options = { placeHolder: l10n.t('Which one?'), matchOnDetail: true };`,
      `lens(l10n.t('Compare'), 'skipscope.compare')`,
      `throw new Error('Never happens here')`,
      `const text = l10n.t('There is nothing in {0}.', file);`,
    ],
  },
  'in a page': {
    rules: ['texts', 'texts-in-pages'],
    refused: [
      `count.textContent = \`\${found} found\`;`,
      `play.setAttribute('aria-label', plays ? 'Pause' : 'Play')`,
      `const label = { 'aria-label': 'details' };`,
      `element('span', { class: 'kind' }, sign, 'added')`,
      `button('Fit', 'fit', run)`,
      `const facts = [['Layers', count]];`,
      `const titles = { gated: 'Gated' };`,
      `const hint = isOpen ? 'click to close' : text;`,
      `const step = \`Step \${at}\`;`,
    ],
    allowed: [
      `count.textContent = l10n.t('{0} found', found);`,
      `element('span', { class: 'change added', 'data-kind': 'gated' }, '+', counted(2, 'skip merge'))`,
      `button('▶', 'play', run, { 'aria-label': PLAY })`,
      `if (event.key === 'Enter') go('next');`,
      `root.dataset['state'] = 'running';`,
      `element('p', {}, \`\${kind} · \${shape}\`)`,
    ],
  },
  'that spreads a literal': {
    rules: ['spread-literals'],
    refused: [`const all = { ...{ a: 1 }, b };`],
    allowed: [`const all = { ...(isShown && { a: 1 }), ...b };`],
  },
};

/** Files with a fault, as the linter names them. */
async function faultsIn(folder: string, rules: readonly string[]): Promise<ReadonlySet<string>> {
  const config = path.join(folder, '.oxlintrc.json');
  writeFileSync(
    config,
    JSON.stringify({
      jsPlugins: [path.resolve('scripts/lintRules.mjs')],
      categories: { correctness: 'off' },
      rules: Object.fromEntries(rules.map((rule) => [`skipscope/${rule}`, 'error'])),
    }),
  );
  const bin = path.resolve('node_modules/oxlint/bin/oxlint');
  const printed = await new Promise<string>((done) => {
    execFile(process.execPath, [bin, '-c', config, '-f', 'json', '.'], { cwd: folder }, (_, out) =>
      done(out),
    );
  });
  const { diagnostics } = JSON.parse(printed) as { diagnostics: readonly { filename: string }[] };
  return new Set(diagnostics.map(({ filename }) => path.basename(filename)));
}

describe.each(Object.entries(told))('the linter, of code %s', (_, { rules, refused, allowed }) => {
  let folder = '';
  let faults: ReadonlySet<string> = new Set();

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'skipscope-lint-'));
    for (const [at, code] of [...refused, ...allowed].entries())
      writeFileSync(path.join(folder, `${at}.ts`), code);
    faults = await faultsIn(folder, rules);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(refused.map((code, at) => [code, at] as const))('refuses %s', (_code, at) => {
    expect(faults).toContain(`${at}.ts`);
  });

  it.each(allowed.map((code, at) => [code, at + refused.length] as const))(
    'allows %s',
    (_code, at) => {
      expect(faults).not.toContain(`${at}.ts`);
    },
  );
});
