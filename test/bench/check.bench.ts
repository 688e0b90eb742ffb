// The time of `skipscope check` over a folder of small models, by language, and that of all cores together,
// which other work on the machine changes less. Needs `npm run build`, and bash.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const COUNT = 25;

const typescript = (index: number): string => `import * as tf from '@tensorflow/tfjs';
export function net${index}(units = ${4 + index}) {
  const input = tf.input({ shape: [8] });
  let x = tf.layers.dense({ units, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
  const body = tf.layers.dense({ units, activation: 'relu' }).apply(x) as tf.SymbolicTensor;
  x = tf.layers.add().apply([x, body]) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: 3, activation: 'softmax' }).apply(x);
  return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
}
`;

const python = (index: number): string => `import torch
from torch import nn

class Net${index}(nn.Module):
    def __init__(self, width=${4 + index}):
        super().__init__()
        self.stem = nn.Linear(8, width)
        self.body = nn.Linear(width, width)
        self.head = nn.Linear(width, 3)

    def forward(self, x):
        x = torch.relu(self.stem(x))
        return self.head(x + torch.relu(self.body(x)))
`;

interface Row {
  readonly models: string;
  readonly seconds: number;
  readonly 'CPU seconds': number;
  readonly cores: number;
  readonly last: string;
}

const run = promisify(execFile);
const round = (value: number): number => Number(value.toFixed(1));

async function checked(
  models: string,
  ending: string,
  text: (index: number) => string,
): Promise<Row> {
  const folder = mkdtempSync(path.join(tmpdir(), 'skipscope-check-'));
  try {
    for (let index = 0; index < COUNT; index++) {
      writeFileSync(path.join(folder, `net${index}.${ending}`), text(index));
    }
    const started = performance.now();
    const line = 'TIMEFORMAT="%U %S"; time "$0" "$1" check . 2>/dev/null';
    const given = ['-c', line, process.execPath, path.resolve('dist/cli.js')];
    const { stdout, stderr } = await run('bash', given, {
      cwd: folder,
      maxBuffer: 1e8,
      env: { ...process.env, NO_COLOR: '1', LC_ALL: 'C' },
    });
    const seconds = round((performance.now() - started) / 1000);
    const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
    const last = stdout.trim().split('\n').at(-1) ?? '';
    const cores = availableParallelism();
    return {
      models: `${COUNT} in ${models}`,
      seconds,
      'CPU seconds': round(user + system),
      cores,
      last,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const bench = async (): Promise<Row[]> => [
  await checked('TypeScript', 'ts', typescript),
  await checked('Python', 'py', python),
];
