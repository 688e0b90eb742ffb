import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openPython } from '../../../src/engine/frontends/python/embedded/openPython';
import { pythonHome } from '../../../src/engine/frontends/python/embedded/home';
import { startPython } from '../../../src/engine/frontends/python/embedded/pyodide';
import { pythonFrontend } from '../../../src/engine/frontends/python/pythonFrontend';
import { readNetwork } from '../../../src/engine/frontends/python/readNetwork';
import type { Frontend } from '../../../src/engine/model/frontend';
import type { Subject } from '../../../src/engine/model/subject';
import { inspect } from '../../../src/engine/jobs/inspect/inspect';
import type { Report } from '../../../src/shared/report/report';
import { silentJob } from '../../support/silentJob';
import { testBackend } from '../../support/testBackend';

const root = resolve(import.meta.dirname, '../../fixtures/diagnosis');
const file = join(root, 'torch_cases.py');
const lines = readFileSync(file, 'utf8').split('\n');
const few = { steps: 2, seeds: 2, batchSize: 4, seed: 1 };

let registry: readonly Frontend<Subject>[];
/** One start from the beginning; each definition gets a copy of that Python's memory. */
beforeAll(async () => {
  let snapshot: Uint8Array | undefined;
  const start = { home: pythonHome(), memoryBytes: 1 << 30, print: () => undefined };
  await startPython({ ...start, keepSnapshot: (bytes) => (snapshot = bytes) });
  registry = [
    pythonFrontend({
      read: readNetwork,
      start: () => (snapshot ? startPython({ ...start, snapshot }) : openPython()),
    }),
  ];
});

const inspectCase = (site: string, probed: boolean, inputShape?: number[]): Promise<Report> =>
  inspect(
    {
      root,
      file,
      site,
      arguments: {},
      backend: testBackend,
      probe: probed ? few : null,
      ...(inputShape && { inputShape }),
    },
    silentJob,
    { registry },
  );

const said = ({ findings }: Report): string[] =>
  findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, source, ...rest }) =>
      [code, 'variant' in rest ? rest.variant : '', source?.line].filter(Boolean).join(' '),
    );

const lineOf = (id: string): number => lines.findIndex((line) => line.endsWith(`# HERE ${id}`)) + 1;

/** A case of PyTorch: what is said, at the line of its mark. */
const faults: readonly (readonly [string, string, number[] | undefined])[] = [
  ['P3', 'inplace-breaks-backward', [8, 12, 12]],
  ['P3View', 'inplace-breaks-backward', [8, 12, 12]],
  ['P3Alias', 'inplace-breaks-backward', [8]],
  ['P4', 'inplace-changes-shortcut', [3, 12, 12]],
  ['P11', 'never-trained in-list', [4]],
  ['P12', 'never-trained made-anew', [16]],
  ['P17', 'output-loss-mismatch broadcast', undefined],
  ['P22', 'never-trained unread-flag', [16]],
];

describe('a fault of PyTorch alone is named with its cause, at its line', () => {
  it.each(faults)('%s', async (id, cause, shape) => {
    expect(said(await inspectCase(id, false, shape))).toEqual([`${cause} ${lineOf(id)}`]);
  });

  it.each(['P3Sound', 'P3Copy', 'P4Sound', 'P17Sound', 'P22Sound'])(
    '%s is left alone',
    async (id) => {
      expect(said(await inspectCase(id, false))).toEqual([]);
    },
  );
});
