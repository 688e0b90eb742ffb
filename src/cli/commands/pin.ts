import { writeFileSync } from 'node:fs';
import { toFailureInfo, type FailureInfo } from '../../shared/base/failures';
import { counted } from '../../shared/words/format';
import { failureText } from '../terminal/failureText';
import { openEngine } from '../run/engine';
import type { Command } from '../run/command';
import { pinKey, pinOf, pinsText, PINS_FILE, readPins, type Pin } from '../run/pins';
import { runModel } from '../run/runModel';
import { searchPaths } from '../run/searchPaths';
import { placeIn } from '../run/sites';
import { failuresExitCode, type ExitCode } from '../terminal/exitCodes';
import type { Interrupt } from '../terminal/interrupt';
import type { Terminal } from '../terminal/terminal';

type PinCommand = Extract<Command, { name: 'pin' }>;

/** Builds every model below the given paths, and pins its structure; pins of other models stay as they are. */
export async function pin(
  { paths, run }: PinCommand,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const { sites, failures } = await searchPaths(paths, terminal, interrupt.signal);
  const before = (await readPins()) ?? {};
  const { client } = openEngine(terminal, run);
  const pins = new Map<string, Pin>();
  const failed: FailureInfo[] = [...failures];
  try {
    for (const { file, site } of sites) {
      try {
        const target = { file, site: site.name, at: placeIn(file, site) };
        const { report } = await runModel(target, { client, run, terminal, interrupt });
        pins.set(pinKey(file, site.name), pinOf(report));
      } catch (error) {
        if (interrupt.signal.aborted) throw error;
        failed.push(toFailureInfo(error));
      }
    }
  } finally {
    client.dispose();
  }
  for (const failure of failed) terminal.out(`${failureText(failure)}\n`);
  writeFileSync(PINS_FILE, pinsText({ ...before, ...Object.fromEntries(pins) }));
  terminal.out(`${counted(pins.size, 'model definition')} pinned in ${PINS_FILE}.\n`);
  return failuresExitCode(failed);
}
