import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { chooseBackend } from '../../../../../src/extension/features/setup/chooseBackend';
import type { PythonStatus } from '../../../../../src/engineClient/python/findPython';
import { message } from '../../../../../src/shared/words/message';

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

const window = vi.hoisted(() => ({ pick: 0, shown: [] as Item[], written: [] as unknown[][] }));
vi.mock('vscode', () => ({
  ConfigurationTarget: { Global: 1 },
  window: {
    showQuickPick: async (items: Promise<Item[]>) => {
      window.shown = await items;
      return window.shown[window.pick];
    },
  },
  workspace: {
    getConfiguration: () => ({
      get: () => 'auto',
      update: (...given: unknown[]) => Promise.resolve(window.written.push(given)),
    }),
  },
}));
afterAll(() => vi.resetModules());
beforeEach(() => {
  window.written = [];
});

const pythons: readonly PythonStatus[] = [
  {
    file: '/env/bin/python',
    origin: 'editor',
    available: true,
    python: '3.12.1',
    torch: '2.13.0',
    device: 'NVIDIA H200',
  },
  {
    file: 'python3',
    origin: 'path',
    available: false,
    reason: message('python.without-torch', { version: '3.11.2' }),
  },
];

const choose = (pick: number): Promise<void> => {
  window.pick = pick;
  return chooseBackend(Promise.resolve([]), Promise.resolve(pythons));
};

it('shows each Python with its PyTorch and device, or the reason that it is not taken', async () => {
  await choose(1);
  expect(window.shown.slice(1)).toMatchObject([
    {
      label: 'torch',
      description: 'NVIDIA H200, PyTorch 2.13.0, Python 3.12.1',
      detail: '/env/bin/python',
    },
    {
      label: '$(circle-slash) torch',
      detail: expect.stringContaining('python3: Python 3.11.2 has neither') as string,
    },
  ]);
  expect(window.written).toEqual([['skipscope.python.interpreter', '/env/bin/python', 1]]);
});

it('writes nothing for a Python that cannot be taken', async () => {
  await choose(2);
  expect(window.written).toEqual([]);
});
