import { Interrupt } from '../../../src/cli/terminal/interrupt';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { runModel } from '../../../src/cli/run/runModel';
import { reportText } from '../../../src/cli/output/reportText';
import { readCommandLine } from '../../../src/cli/commandLine';
import { Failure } from '../../../src/shared/base/failures';
import type { Report } from '../../../src/shared/report/report';
import type { JobRunner } from '../../../src/shared/protocol/jobs';
import { smallReport } from './output/smallReport';

const draft = {
  ...smallReport(),
  probe: undefined,
  notMeasured: [{ quantity: 'probe', reason: { code: 'notMeasured.running' } }],
} as unknown as Report;
const command = readCommandLine(['inspect', 'net.ts']);
const run = command.name === 'inspect' ? command.run : undefined;

const definition = { file: 'net.ts', line: 3, column: 1 };

/** Runs against an engine that may send a draft and then fails. */
function inspected(
  failure: Failure,
  hasDraft: boolean,
  { interrupt = new Interrupt(), sent = draft } = {},
) {
  const client = {
    run: (_job: unknown, listener: { partial?: (report: unknown) => void }) => {
      if (hasDraft) listener.partial?.(sent);
      return Promise.reject(failure);
    },
  } as unknown as JobRunner;
  const terminal = { out: () => undefined, err: () => undefined, colours: pc.createColors(false) };
  return runModel(
    { file: 'net.ts', site: '', at: definition },
    { client, run: run!, terminal: terminal as never, interrupt },
  );
}

describe('a run of one model', () => {
  it.each([
    [new Failure('out-of-memory', '2 GB'), /probe.*more memory than the limit of 2 GB/],
    [
      new Failure('model-threw', {
        code: 'layers.no-gradient',
        values: { layer: 'best', kind: 'TopK', reason: 'none' },
      }),
      /probe.*the layer best \(TopK\) cannot be trained/,
    ],
  ])('keeps the report of the structure where the probe fails: %s', async (failure, said) => {
    const { report, failure: told } = await inspected(failure, true);
    expect(told).toMatchObject({ code: failure.code, detail: failure.detail, at: definition });
    expect(report.network).toEqual(draft.network);
    const text = reportText(report, pc.createColors(false)).replace(/\n +/g, ' ');
    expect(text).toMatch(said);
  });

  it('rejects where nothing was built', async () => {
    const failure = new Failure('no-model', 'net');
    await expect(inspected(failure, false)).rejects.toMatchObject({
      code: 'no-model',
      at: definition,
    });
  });

  it('rejects where a network ends before its definition does', async () => {
    const failure = new Failure('model-threw', 'shapes');
    const sent = { ...draft, refused: { layer: draft.network.layers[0]!.id, slots: [0] } };
    await expect(inspected(failure, true, { sent })).rejects.toMatchObject({ code: 'model-threw' });
  });

  it('leaves a failure that has a place where it is', async () => {
    const failure = new Failure('no-model', 'net', { file: 'net.ts', line: 9, column: 2 });
    await expect(inspected(failure, false)).rejects.toMatchObject({ at: { line: 9, column: 2 } });
  });

  it('rejects once it is cancelled, whatever it has by then', async () => {
    const interrupt = new Interrupt();
    interrupt.stop();
    const failure = new Failure('cancelled', 'run');
    await expect(inspected(failure, true, { interrupt })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
