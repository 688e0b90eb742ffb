import type { SetUpOptions } from '../run/command';
import { removeAll } from '../../runtimes/staging';
import { setUpStages, setUpTensorflow, type SetUpListener } from '../../runtimes/setUpTensorflow';
import { bundle } from '../terminal/bundle';
import { exitCodes, type ExitCode } from '../terminal/exitCodes';
import { setUpFolder } from '../run/folders';
import type { Interrupt } from '../terminal/interrupt';
import type { Terminal } from '../terminal/terminal';

/** Installs, links or removes TensorFlow for the engine; throws the set-up's failures. */
export async function setUp(
  options: SetUpOptions,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const folder = setUpFolder();
  if (options.remove) {
    const removed = await removeAll(folder);
    terminal.out(removed ? `Removed ${folder}\n` : `There is nothing in ${folder}\n`);
    return exitCodes.fine;
  }
  const linkTo = options.link ? pythons(options.python) : undefined;
  const request = { folder, entry: bundle('engine.js'), linkTo };
  const { backend, device } = await interrupt.during(() =>
    setUpTensorflow(request, listener(options, terminal), interrupt.signal),
  );
  terminal.out(
    `TensorFlow is set up in ${folder}; one step was trained with ${backend} on ${device}\n`,
  );
  return exitCodes.fine;
}

const pythons = (named: string | undefined): readonly string[] =>
  named === undefined ? ['python3', 'python'] : [named];

function listener({ verbose }: SetUpOptions, terminal: Terminal): SetUpListener {
  const { colours } = terminal;
  return {
    stage: (stage) => {
      const place = `${setUpStages.indexOf(stage) + 1}/${setUpStages.length}`;
      terminal.err(`${colours.dim(place)} ${stage} …\n`);
    },
    log: (text) => {
      if (verbose) terminal.err(colours.dim(text));
    },
  };
}
