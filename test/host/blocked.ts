import { Session, type Profiler } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';

const MILLISECOND = 1e6;
const SAMPLE_MICROSECONDS = 250;
/** A sample that is longer than a few of them has waited for a core, which is not the extension's doing. */
const MOST_MICROSECONDS = 4 * SAMPLE_MICROSECONDS;

/** Waiting times of other work in the host, in milliseconds. */
export interface Blocked {
  /** Longest stretch in which the extension's code ran without a break, of 250 µs samples, in time of the process. */
  readonly byExtension: number;
  /** The same on the clock: with what it waited for a core of a busy machine. */
  readonly byExtensionOnClock: number;
  /** Delays of the event loop whatever their cause: the editor's own host, the collector, a busy machine. */
  readonly delayP99: number;
  readonly delayMax: number;
}

/** Watches the event loop of this process while something goes on. */
export async function blockedDuring(act: () => Promise<void>): Promise<Blocked> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await session.post('Profiler.start');
  delay.enable();
  await act();
  delay.disable();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return {
    byExtension: longestStretch(profile, MOST_MICROSECONDS),
    byExtensionOnClock: longestStretch(profile, Infinity),
    delayP99: delay.percentile(99) / MILLISECOND,
    delayMax: delay.max / MILLISECOND,
  };
}

/** Milliseconds of the longest run of samples whose stack holds the extension's bundle. */
function longestStretch(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  most: number,
): number {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((c) => [c, id])));
  // The editor's own extensions have a bundle of that name too.
  const ours = vscode.extensions.getExtension('skipscope.skipscope')?.extensionPath ?? '';
  const own = new Set(
    nodes
      .filter(({ callFrame }) => callFrame.url.endsWith(`${ours}/dist/extension.js`))
      .map(({ id }) => id),
  );
  const isOurs = (id: number | undefined): boolean =>
    id !== undefined && (own.has(id) || isOurs(parents.get(id)));
  let longest = 0;
  let stretch = 0;
  samples.forEach((id, index) => {
    stretch = isOurs(id) ? stretch + Math.min(timeDeltas[index] ?? 0, most) : 0;
    longest = Math.max(longest, stretch);
  });
  return longest / 1000;
}
