import { backendNames } from '../../shared/protocol/inspectRequest';
import type { CommandName } from '../run/commandFlags';

/** The value of a flag, empty for none, and its meaning. */
export type FlagHelp = readonly [value: string, does: string];

/** Flags that a command takes without help: they are refused with a hint. */
export const refusedFlags: readonly string[] = ['svg'];

/** Every flag by its name, as most commands mean it. */
export const flagHelp: Readonly<Record<string, FlagHelp>> = {
  arg: ['NAME=JSON', 'Sets an argument of the definition; may be given several times.'],
  threshold: ['NAME=VALUE', 'Sets the limit of a finding; may be given several times.'],
  'input-shape': ['32,32,3', 'Sets the shape of one sample, without the batch.'],
  'no-probe': ['', 'Builds and analyses only: nothing is trained.'],
  'allow-network': ['', 'Lets model code use the network.'],
  steps: ['N', 'Training steps of each seed; 3 if left out.'],
  seeds: ['N', 'Times that weights and data are drawn anew; 3 if left out.'],
  batch: ['N', 'Samples of a training step; 16 if left out.'],
  seed: ['N', 'Seed of the first run; the others follow from it.'],
  backend: ['NAME', `One of auto, ${backendNames.join(', ')}; auto takes the best that runs.`],
  data: ['PLACE', 'Your own data: a file, a folder of images, or FILE#FUNCTION.'],
  inputs: ['X.npy', 'Your own inputs, in a file apart from the targets.'],
  targets: ['Y.npy', 'Your own targets; goes with --inputs.'],
  loss: ['NAME', 'Trains with this loss in place of the code’s.'],
  optimizer: ['NAME', 'Trains with this optimizer in place of the code’s.'],
  'learning-rate': ['X', 'Trains at this rate in place of the code’s.'],
  'one-batch': ['', 'Trains on one batch for up to 20 s, which a sound network learns.'],
  timeout: ['S', 'Seconds that one stage or one training step may take; 60 if left out.'],
  memory: ['MB', 'Memory that the engine may take; 4096 if left out.'],
  python: ['FILE', 'Your own Python: its PyTorch draws and measures what the embedded one cannot.'],
  json: ['FILE|-', 'Writes the result as JSON; - is stdout.'],
  html: ['FILE', 'Writes the panel as one page that works offline.'],
  sarif: ['FILE', 'Writes the findings as SARIF, for code review.'],
  csv: ['FILE|-', 'Writes the table as CSV; - is stdout.'],
  markdown: ['FILE|-', 'Writes the table as Markdown; - is stdout.'],
};

/** Flags that mean something else, or something more, in one command. */
export const ownFlagHelp: Readonly<
  Partial<Record<CommandName, Readonly<Record<string, FlagHelp>>>>
> = {
  list: { json: ['', 'Prints the definitions as JSON.'] },
  inspect: {
    'try-fixes': ['', 'Probes again with each edit that could help; the file stays as it is.'],
  },
  check: {
    'fail-on': ['NAME,…', 'Severities or codes of findings that end with 1; error if left out.'],
  },
  experiment: {
    list: ['', 'Lists the experiments.'],
    estimate: ['', 'Tells the size and the time of the experiment, and runs nothing.'],
    budget: ['5m', 'Time that training may take, such as 30s, 5m or 1h; 5m if left out.'],
    steps: ['N', 'Training steps of each network; what fits the budget if left out.'],
    seeds: ['N', 'Times that weights and data are drawn anew; fewer than 5 give no verdict.'],
    samples: ['N', 'Samples that a network is measured on.'],
    arm: ['ID', 'Runs this network only; may be given several times.'],
    depths: ['8,20,56', 'Values of an argument that makes the network deeper.'],
    'depth-argument': ['NAME', 'The name of that argument.'],
    processes: ['N', 'Processes that share the work.'],
    csv: ['FILE', 'Writes the cells as CSV.'],
    data: ['digits|PLACE', 'The digits that are shipped, or your own data.'],
  },
  profile: {
    steps: ['N', 'Measured steps; 5 if left out.'],
    warmup: [
      'N',
      'Steps before the first one that counts, smaller batches among them; 2 if left out.',
    ],
    batches: ['8,16,32', 'Other batch sizes to time: throughput, and which batch fits.'],
    memory: ['8GB', 'Memory of the device that will train: which batch fits into it.'],
    budget: ['NAME=MOST,…', 'Limits of params, macs, step and peak; a broken one ends with 1.'],
  },
  backends: {
    json: ['', 'Prints the list as JSON.'],
    python: ['FILE', 'The Python whose PyTorch is looked at.'],
  },
  watch: { once: ['', 'Prints the last reading and ends.'] },
  setup: {
    link: ['', 'Links the engine to the TensorFlow of your Python; downloads nothing.'],
    python: ['FILE', 'The Python to link to; goes with --link.'],
    remove: ['', 'Removes what was set up.'],
    verbose: ['', 'Prints what npm and the compiler print.'],
  },
};
