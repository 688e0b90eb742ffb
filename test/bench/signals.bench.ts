import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { uniformFrom } from '../../src/engine/data/random';

type Row = Readonly<Record<string, number | string>>;

const SIGNALS = 100;
/** Most of the commands take about as long. */
const LONGEST_MS = 6000;
/** The watchdog of an engine looks every tenth of a second whether its host lives. */
const PATIENCE_MS = 5000;
const SLOWEST = 5;

const kinds = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const;
/** One engine, an engine with a Python, engines side by side, cells of an experiment, a clock, none. */
const commands: readonly (readonly string[])[] = [
  ['inspect', 'examples/resnet20.ts', '--seeds', '1'],
  ['inspect', 'examples/resnet18.py', '--no-probe'],
  ['check', 'examples/unet.ts', 'examples/lstm.ts', 'examples/densenet.ts'],
  ['experiment', 'skips', 'examples/resnet20.ts', '--budget', '1m'],
  ['profile', 'examples/lstm.ts'],
  ['list', '.'],
];

/** Processes whose temporary folder is this one. Reads `/proc`. */
function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/environ`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

interface Ending {
  readonly signal: Signal;
  /** From the signal to the end of the last process; `undefined` if one is left. */
  readonly milliseconds: number | undefined;
  readonly files: readonly string[];
}

interface Signal {
  readonly kind: NodeJS.Signals;
  readonly command: readonly string[];
  /** Milliseconds from the start of the command. */
  readonly after: number;
}

async function signalled(signal: Signal): Promise<Ending> {
  const { kind, command, after } = signal;
  const folder = mkdtempSync(path.join(tmpdir(), 'skipscope-signals-'));
  const child = spawn(process.execPath, ['dist/cli.js', ...command], {
    env: { ...process.env, TMPDIR: folder },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await Promise.race([ended, wait(after)]);
  const started = performance.now();
  child.kill(kind);
  await ended;
  while (processesOf(folder).length > 0 && performance.now() - started < PATIENCE_MS)
    await wait(20);
  const left = processesOf(folder);
  const milliseconds = left.length === 0 ? performance.now() - started : undefined;
  left.forEach((id) => process.kill(id, 'SIGKILL'));
  const files = readdirSync(folder);
  rmSync(folder, { recursive: true });
  return { signal, milliseconds, files };
}

/** The endings that took longest, those that came too late first. */
function slowest(endings: readonly Ending[]): Row[] {
  const time = ({ milliseconds = Infinity }: Ending): number => milliseconds;
  return endings
    .slice()
    .sort((a, b) => time(b) - time(a))
    .slice(0, SLOWEST)
    .map((ending) => {
      const { kind, command, after } = ending.signal;
      const what = `${kind} ${Math.round(after)} ms into ${command.join(' ')}`;
      return { what, value: Math.round(time(ending)), unit: 'ms', goal: '' };
    });
}

/** Leftovers of commands that 100 signals end at random moments. Needs `npm run build` and Linux. */
export async function bench(): Promise<Row[]> {
  const seed = Date.now() % 2 ** 31;
  const draw = uniformFrom(seed);
  const endings: Ending[] = [];
  for (let i = 0; i < SIGNALS; i++) {
    const kind = kinds[i % kinds.length] ?? 'SIGINT';
    const command = commands[Math.floor(draw() * commands.length)] ?? [];
    endings.push(await signalled({ kind, command, after: draw() * LONGEST_MS }));
  }
  const times = endings.flatMap(({ milliseconds }) => milliseconds ?? []).sort((a, b) => a - b);
  return [
    { what: 'signals', value: SIGNALS, unit: `seed ${seed}`, goal: '' },
    { what: 'processes left', value: SIGNALS - times.length, unit: '', goal: '0' },
    {
      what: 'temporary files left',
      value: endings.flatMap(({ files }) => files).length,
      unit: [...new Set(endings.flatMap(({ files }) => files))].join(),
      goal: '0',
    },
    {
      what: 'signal → last process gone, median',
      value: Math.round(times[50] ?? NaN),
      unit: 'ms',
      goal: '',
    },
    {
      what: 'signal → last process gone, most',
      value: Math.round(times.at(-1) ?? NaN),
      unit: 'ms',
      goal: '',
    },
    ...slowest(endings),
  ];
}
