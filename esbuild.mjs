// Builds dist/: the extension, its detection worker, the engine process, the terminal command and the webview.
import { cp, mkdir, rm } from 'node:fs/promises';
import esbuild from 'esbuild';
import ts from 'typescript';
import { packPython } from './scripts/packPython.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  bundle: true,
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
  // Its default build hides its parts from bundlers.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
const browser = { ...common, platform: 'browser', format: 'iife', target: 'chrome122' };

/** `import source from 'worker:./file'` gives the bundled text of a worker, to be started from a blob. */
const workerText = {
  name: 'worker-text',
  setup(build) {
    build.onResolve({ filter: /^worker:/ }, async ({ path, resolveDir }) => {
      const { path: file } = await build.resolve(path.slice('worker:'.length), {
        resolveDir,
        kind: 'import-statement',
      });
      return { path: file, namespace: 'worker-text' };
    });
    build.onLoad({ filter: /.*/, namespace: 'worker-text' }, async ({ path }) => {
      const result = await esbuild.build({
        ...browser,
        entryPoints: [path],
        outdir: undefined,
        minify: true,
        sourcemap: false,
        write: false,
      });
      return {
        contents: result.outputFiles[0].text,
        loader: 'text',
        watchFiles: Object.keys(result.metafile.inputs),
      };
    });
  },
};

/**
 * CommonJS packages that dozens of files import. esbuild copies a getter for each of a package's exports into each
 * of these files' own view of it: hundreds of thousands at a start. These packages get one view, which all files share.
 */
const oneView = {
  name: 'one-view',
  setup(build) {
    const namespace = 'one-view';
    const filter = /^(?:typescript|vscode|@vscode\/l10n|@tensorflow\/tfjs(?:-core|-layers)?)$/;
    build.onResolve({ filter }, ({ path, kind, importer }) =>
      kind === 'import-statement' && importer !== path && !importer.includes('node_modules')
        ? { path, namespace }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents:
        path === 'typescript'
          ? `import all from '${path}'; export default all;`
          : `export * from '${path}';`,
      resolveDir: import.meta.dirname,
    }));
  },
};

/** One copy of the translations for all bundles of the editor's host. */
const sharedL10n = {
  name: 'shared-l10n',
  setup(build) {
    build.onResolve({ filter: /^@vscode\/l10n$/ }, () => ({ path: './l10n.js', external: true }));
  },
};

/** One copy of TypeScript for the detection of the editor and of the terminal, in a file of its own. */
const typescriptApart = {
  name: 'typescript-apart',
  setup(build) {
    build.onResolve({ filter: /^typescript$/ }, () => ({
      path: './typescript.js',
      external: true,
    }));
  },
};

/** The sentences stay in a file of their own, which a bundle loads when it makes its first one. */
const wordsApart = {
  name: 'words-apart',
  setup(build) {
    const namespace = 'words-apart';
    build.onResolve({ filter: /^\.\/catalogue$/ }, ({ path }) => ({ path, namespace }));
    build.onResolve({ filter: /^\.\/words\.js$/, namespace }, ({ path }) => ({
      path,
      external: true,
    }));
    build.onLoad({ filter: /.*/, namespace }, () => ({
      contents:
        "Object.defineProperty(exports, 'catalogue', { get: () => require('./words.js').catalogue });",
    }));
  },
};

const bundles = [
  {
    ...node,
    entryPoints: {
      extension: 'src/extension/main.ts',
      detector: 'src/extension/core/detection/worker.ts',
      experimentHost: 'src/extension/experiments.ts',
    },
    external: ['vscode'],
    plugins: [oneView, sharedL10n, wordsApart, typescriptApart],
  },
  {
    ...node,
    entryPoints: { words: 'src/shared/words/catalogue.ts' },
    plugins: [sharedL10n],
  },
  { ...node, entryPoints: { l10n: '@vscode/l10n', typescript: 'typescript' } },
  {
    ...node,
    entryPoints: {
      engine: 'src/engine/process/main.ts',
      engineCode: 'src/engine/process/code.ts',
      watchdog: 'src/engine/process/watchdog.ts',
    },
    // Native backends are never bundled: they are found where the user installed them.
    external: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'],
    plugins: [oneView],
  },
  { ...node, entryPoints: { cli: 'src/cli/main.ts' }, plugins: [oneView, typescriptApart] },
  // The protocol of assistants, which the terminal loads to serve them.
  { ...node, entryPoints: { mcp: 'src/cli/mcp/serve.ts' } },
  {
    ...browser,
    entryPoints: {
      webview: 'webview/graph/main.ts',
      experiments: 'webview/experiments/main.ts',
    },
    plugins: [workerText],
    loader: { '.css': 'css' },
  },
];

/** The types of what the extension exports, for extensions that use it. */
function declareApi() {
  const options = {
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: 'src',
    outDir: 'dist/api',
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    types: [],
  };
  ts.createProgram(['src/extension/core/api/api.ts'], options).emit();
}

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
const wasm = 'node_modules/@tensorflow/tfjs-backend-wasm/dist';
for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
  await cp(`${wasm}/${file}`, `dist/${file}`);
}
await packPython();
if (watch) {
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  declareApi();
}
