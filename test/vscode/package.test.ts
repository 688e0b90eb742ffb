import { readFileSync, statSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { types: string };

/** Everything that may be in the package. */
const allowed = [
  /^package(\.nls)?\.json$/,
  /^l10n\/bundle\.l10n\.json$/,
  /^(readme|changelog|SECURITY)\.md$/,
  /^docs\/\w+\.md$/,
  /^LICENSE\.txt$/,
  /^dist\/(extension|detector|typescript|cli|mcp|engine|engineCode|watchdog|webview|experiments|experimentHost|words|l10n)\.js$/,
  /^dist\/(webview|experiments)\.css$/,
  /^dist\/api\/[\w/]+\.d\.ts$/,
  /^dist\/(python\.zip|pyodide\/(NOTICE\.txt|package\.json|pyodide\.js|pyodide\.asm\.mjs|pyodide\.asm\.wasm|python_stdlib\.zip))$/,
  /^dist\/tfjs-backend-wasm(-simd)?\.wasm$/,
  /^media\/walkthrough\/\w+-(dark|light)\.png$/,
  /^media\/(icon\.png|[\w-]+\.svg|overrides\.schema\.json)$/,
  /^media\/data\/(LICENSE\.txt|digits-[\w-]+\.gz)$/,
  /^examples\/\w+\.(ts|py|ipynb)$/,
];
const required = [
  'package.nls.json',
  'l10n/bundle.l10n.json',
  'dist/extension.js',
  'dist/detector.js',
  'dist/typescript.js',
  'dist/cli.js',
  'dist/mcp.js',
  'dist/engine.js',
  'dist/engineCode.js',
  'dist/webview.js',
  'dist/experiments.js',
  'dist/experimentHost.js',
  'dist/words.js',
  'dist/l10n.js',
  'dist/python.zip',
  'dist/pyodide/pyodide.asm.wasm',
  manifest.types.replace('./', ''),
];

/** The names of the files in the package, as vsce packed them, without those of the package itself. */
function packedFiles(): string[] {
  const names: string[] = [];
  unzipSync(readFileSync('out/skipscope.vsix'), {
    filter: ({ name }) => {
      if (name.startsWith('extension/')) names.push(name.slice('extension/'.length));
      return false;
    },
  });
  return names;
}

describe('the package', () => {
  it('holds what the extension runs and nothing else', () => {
    const files = packedFiles();
    expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(required));
  });

  it('stays under 12 MB', () => {
    expect(statSync('out/skipscope.vsix').size).toBeLessThan(12_000_000);
  });

  it('loads neither TensorFlow nor TypeScript into the extension host', () => {
    const host = readFileSync('dist/extension.js', 'utf8');
    expect(host).not.toMatch(/registerKernel|createSourceFile/);
    // The sentences of the engine are in `words.js`, which is loaded with the first one.
    expect(host.length).toBeLessThan(250_000);
  });
});
