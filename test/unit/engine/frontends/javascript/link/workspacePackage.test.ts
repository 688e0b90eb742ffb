import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveModule } from '../../../../../../src/engine/frontends/javascript/link/resolveModule';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'skipscope-workspace-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** Links a folder of the workspace into a `node_modules`, as package managers do. */
function link(from: string, to: string): void {
  mkdirSync(path.dirname(path.join(root, from)), { recursive: true });
  symlinkSync(path.join(root, to), path.join(root, from), 'junction');
}

const resolved = (specifier: string, from = 'packages/app/src/main.ts'): string => {
  const found = resolveModule(specifier, path.join(root, from), root);
  return found.kind === 'file' ? path.relative(root, found.file) : found.kind;
};

const net = 'export const net = 1;';

describe('a package of an npm workspace', () => {
  it('is the file that it names, linked from the root', () => {
    write({
      'packages/nets/package.json': { name: '@acme/nets', main: './src/index.ts' },
      'packages/nets/src/index.ts': net,
    });
    link('node_modules/@acme/nets', 'packages/nets');
    expect(resolved('@acme/nets')).toBe('packages/nets/src/index.ts');
  });

  it.each([
    [{ workspaces: ['packages/*'] }, 'packages/nets/src/index.ts'],
    [{ name: 'acme' }, 'elsewhere'],
  ])('is found before it is installed, if the root declares workspaces: %j', (root, found) => {
    write({
      'package.json': root,
      'packages/nets/package.json': { name: '@acme/nets', main: './src/index.ts' },
      'packages/nets/src/index.ts': net,
    });
    expect(resolved('@acme/nets')).toBe(found);
  });

  it('is its source, whether or not it is built', () => {
    const manifest = { name: 'nets', main: 'dist/index.js', types: 'dist/index.d.ts' };
    write({ 'packages/nets/package.json': manifest, 'packages/nets/src/index.ts': net });
    link('node_modules/nets', 'packages/nets');
    expect(resolved('nets')).toBe('packages/nets/src/index.ts');
    write({ 'packages/nets/dist/index.js': net, 'packages/nets/dist/index.d.ts': net });
    expect(resolved('nets')).toBe('packages/nets/src/index.ts');
  });

  it('is what was built where there is no source', () => {
    write({
      'packages/nets/package.json': { name: 'nets', types: 'dist/index.d.ts' },
      'packages/nets/dist/index.js': net,
      'packages/nets/dist/index.d.ts': net,
    });
    link('node_modules/nets', 'packages/nets');
    expect(resolved('nets')).toBe('packages/nets/dist/index.js');
  });

  it.each([
    ['nets', 'packages/nets/src/index.ts'],
    ['nets/blocks', 'packages/nets/src/parts/blocks.ts'],
    ['nets/deep/stem', 'packages/nets/src/deep/stem.ts'],
  ])('resolves %s by its exports', (specifier, file) => {
    write({
      'packages/nets/package.json': {
        name: 'nets',
        exports: {
          '.': { types: './dist/index.d.ts', import: './dist/index.js' },
          './blocks': { source: './src/parts/blocks.ts', default: './dist/parts/blocks.js' },
          './*': './src/*.ts',
        },
      },
      'packages/nets/src/index.ts': net,
      'packages/nets/src/parts/blocks.ts': net,
      'packages/nets/src/deep/stem.ts': net,
    });
    link('node_modules/nets', 'packages/nets');
    expect(resolved(specifier)).toBe(file);
  });

  it('has the modules that are there where it has no exports', () => {
    write({
      'packages/nets/package.json': { name: 'nets' },
      'packages/nets/blocks.js': net,
      'packages/nets/index.js': net,
    });
    link('node_modules/nets', 'packages/nets');
    expect(resolved('nets/blocks')).toBe('packages/nets/blocks.js');
    expect(resolved('nets')).toBe('packages/nets/index.js');
  });
});

describe('a workspace as pnpm links it', () => {
  beforeEach(() => {
    write({
      'pnpm-workspace.yaml': 'packages:\n  - libs/*\n',
      'libs/nets/package.json': { name: 'nets', main: 'src/index.ts' },
      'libs/nets/src/index.ts': net,
      'node_modules/.pnpm/lodash@4.17.21/node_modules/lodash/package.json': { name: 'lodash' },
      'node_modules/.pnpm/lodash@4.17.21/node_modules/lodash/index.js': net,
    });
    link('packages/app/node_modules/nets', 'libs/nets');
    link(
      'packages/app/node_modules/lodash',
      'node_modules/.pnpm/lodash@4.17.21/node_modules/lodash',
    );
  });

  it('gives a package by its real path', () => {
    expect(resolved('nets')).toBe('libs/nets/src/index.ts');
  });

  it('leaves installed packages elsewhere', () => {
    expect(resolved('lodash')).toBe('elsewhere');
    expect(resolved('absent')).toBe('elsewhere');
  });

  it('leaves a package that lies outside the workspace elsewhere', () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'skipscope-outside-'));
    try {
      writeFileSync(path.join(outside, 'index.js'), net);
      symlinkSync(outside, path.join(root, 'packages/app/node_modules/far'), 'junction');
      expect(resolved('far')).toBe('elsewhere');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });
});
