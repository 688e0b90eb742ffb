import { defineConfig } from 'vitest/config';

// unit: pure rooms, no process, no TensorFlow. engine: real TensorFlow.js, and processes: real engines, whose tests
// count the children of their own process, and what needs a process that loaded no backend before. cli: the bundled
// command in processes of its own. browser: the webview in real Chromium. vscode: the packaged extension in real VS Code.
const ofProcesses = [
  'test/engine/process/**/*.test.ts',
  'test/engine/jobs/**/*.test.ts',
  'test/engine/tfjs/backends/openBackend.test.ts',
];
// Whole networks try the taps, which are the same on all backends; operations are tried on each.
const once = process.env.SKIPSCOPE_TEST_BACKEND
  ? [
      'test/engine/probe/wholeModels.test.ts',
      'test/engine/probe/cutShortcut.test.ts',
      'test/engine/tfjs/torchOps/torchModel.test.ts',
    ]
  : [];
// What waits for processes and windows may be tried twice; `npm test` does so, and lists each second try at its end.
const retry = Number(process.env.SKIPSCOPE_TEST_RETRY ?? 0);
const alone = { isolate: true, retry };
const shared = { isolate: false };
const waiting = { isolate: false, retry };

const project = (name, seconds, how) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: seconds * 1000,
    hookTimeout: Math.max(seconds, 120) * 1000,
    // A state is waited for as long as its test may last, however busy the machine is.
    expect: { poll: { timeout: seconds * 500 } },
    pool: 'forks',
    setupFiles: ['test/support/seed.ts'],
    ...how,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 30, shared),
      project('engine', 120, { ...shared, exclude: [...ofProcesses, ...once] }),
      project('processes', 120, { ...alone, include: ofProcesses }),
      project('cli', 120, waiting),
      project('browser', 120, { ...waiting, fileParallelism: false }),
      project('vscode', 600, { ...waiting, fileParallelism: false }),
    ],
    maxWorkers: 2,
    experimental: { fsModuleCache: true, fsModuleCachePath: 'out/test/modules' },
  },
});
