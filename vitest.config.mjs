import { defineConfig } from 'vitest/config';

// unit: pure rooms, no process, no TensorFlow. engine: real TensorFlow.js and real processes.
// cli: the bundled command in processes of its own. browser: the webview in real Chromium. vscode: the packaged extension in real VS Code.
const project = (name, seconds, parallel, isolate = true) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: seconds * 1000,
    hookTimeout: Math.max(seconds, 120) * 1000,
    // A state is waited for as long as its test may last, however busy the machine is.
    expect: { poll: { timeout: seconds * 500 } },
    fileParallelism: parallel,
    pool: 'forks',
    isolate,
    setupFiles: ['test/support/seed.ts'],
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 30, true, false),
      project('engine', 120, true, false),
      project('cli', 120, true),
      project('browser', 120, false),
      project('vscode', 600, false),
    ],
    maxWorkers: 2,
  },
});
