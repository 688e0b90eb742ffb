import { commandFlags, type CommandName } from '../run/commandFlags';
import { wrapped } from '../terminal/wrapped';
import { flagHelp, ownFlagHelp, refusedFlags, type FlagHelp } from './flagHelp';

interface CommandHelp {
  /** The words behind the name. */
  readonly operands: string;
  readonly does: string;
  /** The words behind `skipscope`. */
  readonly example: string;
}

const commands: Readonly<Record<CommandName, CommandHelp>> = {
  list: {
    operands: 'PATH...',
    does: 'Lists the model definitions of files and folders, each with its place and the values that it still needs. Nothing runs.',
    example: 'list src',
  },
  inspect: {
    operands: 'FILE[#NAME]',
    does: 'Builds one model, trains it for a few steps, and reports its layers, skip connections, gradients and findings.',
    example: 'inspect src/model.py#Net --html report.html',
  },
  check: {
    operands: 'PATH...',
    does: 'Inspects every model of files and folders, holds each to its budget and its pin, and ends with 1 where one has a finding that --fail-on names.',
    example: 'check . --fail-on warning --sarif skipscope.sarif',
  },
  compare: {
    operands: 'BEFORE.json AFTER.json',
    does: 'Tells what changed between two reports that inspect or profile wrote with --json.',
    example: 'compare before.json after.json',
  },
  experiment: {
    operands: '[NAME FILE[#MODEL]]',
    does: 'Answers a question about one model by training it changed and unchanged: what a skip, depth or a learning rate is worth. Without a name it lists the experiments. A run that was stopped goes on where it was.',
    example: 'experiment skips src/model.py#Net --budget 5m',
  },
  profile: {
    operands: 'FILE[#NAME]',
    does: 'Times training steps of one model and tells where time and memory go, by group, line and layer.',
    example: 'profile src/model.py#Net --batch 32 --memory 8GB',
  },
  pin: {
    operands: 'PATH...',
    does: 'Writes the structure of every model to .skipscope.pins.json, which check then compares with.',
    example: 'pin src',
  },
  backends: {
    operands: '',
    does: 'Lists the backends that can run here, best first, why the others cannot, and each Python with its PyTorch.',
    example: 'backends',
  },
  watch: {
    operands: 'FILE',
    does: 'Follows a training of yours that skipscope.watch writes to a file, until Ctrl-C.',
    example: 'watch runs/today.jsonl',
  },
  mcp: {
    operands: '[FOLDER]',
    does: 'Serves the tools list, inspect, profile, explain, compare and experiment to an assistant, over the Model Context Protocol on stdin and stdout. The workspace is FOLDER, else what the client calls its roots, else the working folder. It runs code of that workspace.',
    example: 'mcp ~/project',
  },
  setup: {
    operands: '',
    does: 'Installs TensorFlow for the engine, and trains one step to see it work.',
    example: 'setup --link',
  },
};

const COLUMNS = 80;
const INDENT = 2;

const helpOf = (command: CommandName, flag: string): FlagHelp =>
  ownFlagHelp[command]?.[flag] ?? flagHelp[flag] ?? ['', ''];

function flagLines(command: CommandName): string[] {
  const flags = Object.keys(commandFlags[command]).filter((flag) => !refusedFlags.includes(flag));
  const rows = flags.map((flag) => {
    const [value, does] = helpOf(command, flag);
    return [`--${flag}${value === '' ? '' : ` ${value}`}`, does] as const;
  });
  const width = Math.max(0, ...rows.map(([head]) => head.length));
  const indent = INDENT + width + 2;
  return rows.flatMap(([head, does]) => {
    const [first = '', ...rest] = wrapped(does, 0, COLUMNS - indent);
    const begin = `${' '.repeat(INDENT)}${head.padEnd(width)}  ${first}`;
    return [begin, ...rest.map((line) => ' '.repeat(indent) + line)];
  });
}

/** The output of `skipscope COMMAND --help`: what it does, its flags, one example. */
export function commandHelpText(command: CommandName): string {
  const { operands, does, example } = commands[command];
  const flags = flagLines(command);
  const usage = ['skipscope', command, operands, flags.length > 0 ? '[FLAGS]' : '']
    .filter((word) => word !== '')
    .join(' ');
  return [
    usage,
    '',
    ...wrapped(does, 0, COLUMNS),
    ...(flags.length > 0 ? ['', ...flags] : []),
    '',
    `Example: skipscope ${example}`,
    '',
  ].join('\n');
}
