import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeras } from '../../../../src/engine/frontends/python/kerasSource/openKeras';
import {
  pythonFrontend,
  type PythonParts,
} from '../../../../src/engine/frontends/python/pythonFrontend';
import type { OpenedModel } from '../../../../src/engine/model/openedModel';
import type { Subject } from '../../../../src/engine/model/subject';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { Failure } from '../../../../src/shared/base/failures';
import type { Message } from '../../../../src/shared/base/message';
import { sentenceOf } from '../../../../src/shared/words/sentence';
import { snapshotPython } from '../../../support/python/home';
import { readChain } from '../../../support/python/layers';

const root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-python-'));
const file = path.join(root, 'nets/net.py');
const parts = { read: readChain, openKeras, start: () => snapshotPython() };

const subjectOf = (content: string, more: Partial<Subject> = {}): Subject => ({
  root,
  file,
  content,
  site: 'net',
  arguments: {},
  ...more,
});

beforeAll(() => openBackend('cpu'));

const open = (content: string, more: Partial<Subject> = {}): Promise<OpenedModel> =>
  pythonFrontend(parts).open(subjectOf(content, more), 0);

async function failureOf(opening: Promise<unknown>): Promise<Failure> {
  const error = await opening.then(
    () => undefined,
    (one: unknown) => one,
  );
  if (error instanceof Failure) return error;
  throw new Error('It does not fail.');
}

const said = ({ detail }: Failure): string =>
  typeof detail === 'string' ? detail : sentenceOf(detail);
const gap = (model: OpenedModel): string => sentenceOf(model.description.cannotRun as Message);
const layersOf = ({ description }: OpenedModel): number => description.graph.layers.length;

beforeAll(() => {
  mkdirSync(path.join(root, 'nets/parts'), { recursive: true });
  writeFileSync(path.join(root, 'shared.py'), 'DEPTH = 2\n');
  writeFileSync(path.join(root, 'nets/parts/widths.yaml'), 'depth: 3\n');
  writeFileSync(path.join(root, 'nets/parts/huge.py'), '#'.repeat(600_000));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the Python frontend', () => {
  it('opens .py and notebooks', () => {
    const names = ['a.py', 'b.ipynb', 'c.ts'];
    const frontend = pythonFrontend(parts);
    const opened = names.filter((name) => frontend.opens(subjectOf('', { file: name })));
    expect(opened).toEqual(['a.py', 'b.ipynb']);
    expect(frontend.patterns).toEqual(['*.py', '*.ipynb']);
  });

  it('reads the files of the workspace, and none that is too large', async () => {
    const model = await open(
      [
        'import os, shared',
        'def net(more):',
        '  for i in range(shared.DEPTH + more): layer("dense")',
        '  here = os.listdir("/workspace/nets/parts")',
        '  assert here == ["widths.yaml"], here',
        '  assert open("/workspace/nets/parts/widths.yaml").read() == "depth: 3\\n"',
      ].join('\n'),
      { arguments: { more: 1 } },
    );
    expect(layersOf(model)).toBe(4);
    expect(gap(model)).toMatch(/^Gradients of Python definitions are not measured/);
    await expect(model.start(0, {} as never)).rejects.toBeInstanceOf(Failure);
  });

  it('trains what can be trained, with its seed', async () => {
    const trained = (seed: number): Promise<never> => Promise.reject(new Error(`seed ${seed}`));
    const read: PythonParts['read'] = (...given) => ({ ...readChain(...given), train: trained });
    const opening = pythonFrontend({ ...parts, read }).open(subjectOf('def net(): layer("x")'), 7);
    await expect(opening).rejects.toThrow('seed 7');
  });

  it('says what is wrong at its line', async () => {
    const broken = await failureOf(open('def net(:\n  pass'));
    expect(broken.code).toBe('syntax-error');
    expect(broken.at).toEqual({ file: 'nets/net.py', line: 1, column: 1 });
    expect(said(broken)).toBe('Python cannot read this: invalid syntax.');
    const raised = await failureOf(open('def net():\n  raise ValueError("seven")'));
    expect(raised.code).toBe('model-threw');
    expect(raised.at?.line).toBe(2);
    expect(said(raised)).toBe('The model code raised ValueError: seven');
    expect((await failureOf(open('x = 1'))).code).toBe('site-not-found');
  });

  it('draws the graph up to the line that fails', async () => {
    const model = await open('def net():\n  layer("dense")\n  layer("dense")\n  1 / 0');
    expect(layersOf(model)).toBe(3);
    expect(gap(model)).toBe(
      'The graph ends at line 4 of nets/net.py. The model code raised ZeroDivisionError: division by zero',
    );
  });

  it('survives code that ends Python, fills its memory or tampers with the answer', async () => {
    const exit = await failureOf(open('import os\ndef net(): os._exit(0)'));
    expect(said(exit)).toBe(
      'The model cannot be built: its code called proc_exit, which model code may not do.',
    );
    const full = await failureOf(
      open('def net():\n  a = []\n  while True: a += [bytearray(1 << 24)]'),
    );
    expect(full.code).toBe('out-of-memory');
    const forged =
      'import json\njson.JSONEncoder.encode = lambda *a: "{}"\ndef net(): layer("dense")';
    expect(said(await failureOf(open(forged)))).toMatch(/^The recording of this definition cannot/);
    const left = await failureOf(open('import sys\ndef net(): sys.exit(3)'));
    expect(said(left)).toBe('The model code raised SystemExit: 3');
  });

  it('places what it finds in a notebook in the notebook', async () => {
    const cells = [['x = 1\n'], ['def net():\n', '  1 / 0\n']];
    const text = JSON.stringify(
      { cells: cells.map((source) => ({ cell_type: 'code', source })) },
      undefined,
      1,
    );
    const frontend = pythonFrontend(parts);
    const notebook = path.join(root, 'nets/net.ipynb');
    const { at } = await failureOf(frontend.open(subjectOf(text, { file: notebook }), 0));
    const lines = text.split('\n');
    const line = lines.findIndex((one) => one.includes('1 / 0')) + 1;
    const column = (lines[line - 1] ?? '').indexOf('  1 / 0') + 1;
    expect(at).toEqual({ file: 'nets/net.ipynb', line, column });
    const refused = await failureOf(frontend.open(subjectOf('[]', { file: notebook }), 0));
    expect(said(refused)).toBe('nets/net.ipynb is no notebook with code cells.');
  });
});
