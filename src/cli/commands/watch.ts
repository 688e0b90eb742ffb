import { setTimeout as wait } from 'node:timers/promises';
import { stat } from 'node:fs/promises';
import { readText } from '../../workspace/files/readFile';
import { readingLine, runText } from '../output/runText';
import type { Command } from '../run/command';
import { readRun, type TrainingRun } from '../../workspace/trainingRun';
import { exitCodes, type ExitCode } from '../terminal/exitCodes';
import type { Interrupt } from '../terminal/interrupt';
import type { Terminal } from '../terminal/terminal';
import { oneLined } from '../terminal/visible';

type WatchCommand = Extract<Command, { name: 'watch' }>;

const PAUSE_MS = 500;
const MIB = 1024 * 1024;
/** Twice what `skipscope.watch` lets a file grow to. */
const LARGEST_RUN = 128 * MIB;

const readFrom = async (file: string): Promise<TrainingRun> =>
  oneLined(readRun(await readText(file, LARGEST_RUN), file));

/**
 * Prints each new reading of a run that a training writes until it is interrupted, and then the last reading layer by
 * layer; with `once` only that. A file may be thinned meanwhile: what was printed is not printed again.
 */
export async function watch(
  { file, once }: WatchCommand,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  let run = await readFrom(file);
  if (!once) run = await interrupt.during(() => follow(file, run, terminal, interrupt.signal));
  terminal.out(runText(run, terminal.colours));
  return exitCodes.fine;
}

async function follow(
  file: string,
  first: TrainingRun,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<TrainingRun> {
  let run = first;
  let step = -1;
  let seen = '';
  while (!signal.aborted) {
    for (const reading of run.readings) {
      if (reading.step <= step) continue;
      terminal.out(readingLine(run, reading));
      step = reading.step;
    }
    await wait(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    const { size, mtimeMs, ino } = await stat(file);
    const now = `${size} ${mtimeMs} ${ino}`;
    if (now !== seen) run = await readFrom(file);
    seen = now;
  }
  return run;
}
