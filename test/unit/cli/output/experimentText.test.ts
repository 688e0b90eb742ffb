import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { experimentsList } from '../../../../src/cli/output/experimentsList';
import { experimentText, sparkline } from '../../../../src/cli/output/experimentText';
import { readCommandLine } from '../../../../src/cli/commandLine';
import { experimentCommand } from '../../../../src/export/experimentCommand';
import { experimentCsv } from '../../../../src/export/experimentCsv';
import { experimentNames } from '../../../../src/shared/experiment/experiment';
import { durationText } from '../../../../src/shared/words/experimentWords';
import { draftOf, resultOf } from '../../../support/experimentCells';

const plain = pc.createColors(false);
const arms = [
  { id: 'whole', title: { code: 'experiments.arm-whole' }, cut: [] },
  {
    id: 'without-all',
    title: { code: 'experiments.arm-without-all', values: { count: 10 } },
    cut: [],
  },
];
const result = resultOf(draftOf('skips', arms, { seeds: 5 }), (arm, seed) => ({
  loss: (arm === 'whole' ? 1 : 4) * (1 + 0.05 * ((seed * 7) % 5)),
}));

it('a single seed has no interval, in no picture', () => {
  for (const name of [
    'paths',
    'shattering',
    'u-shape',
    'learning-rate',
    'surface',
    'train',
  ] as const) {
    const one = resultOf(draftOf(name, arms.slice(0, 1), { seeds: 1 }), () => ({
      ...{ meanLength: 2, from: 1, to: 3, correlation: 0.5, middleToEnds: 1 },
      ...{ rate: 0.1, bumps: 0, loss: 1, lossBefore: 2, lossAfter: 1 },
    }));
    expect(one.verdict, name).toEqual({
      sentences: [{ code: 'experiments.one-seed' }],
      tone: 'undecided',
    });
    const rows = experimentText(one, '', plain).split('\n');
    const measured = rows.filter((row) => row.startsWith('  the whole network'));
    expect(measured.length, name).toBeGreaterThan(0);
    for (const row of measured) expect(row).toMatch(/ – +1$/);
  }
});

describe('the text of a result', () => {
  const text = experimentText(result, 'skipscope experiment skips net.ts', plain);

  it('has the sentence first, then the tables, how it was measured, and the command last', () => {
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /^After 100 steps on made data, the training loss of the network without/,
    );
    const at = (part: string) => lines.findIndex((line) => line.includes(part));
    expect(at('networks')).toBeGreaterThan(0);
    expect(at('compared')).toBeGreaterThan(at('networks'));
    expect(at('Welch')).toBeGreaterThan(at('compared'));
    expect(lines.at(-1)).toBe('skipscope experiment skips net.ts');
  });

  it('shows interval, corrected p and verdict of each comparison', () => {
    const row = text.split('\n').find((line) => line.includes('×'))!;
    expect(row).toMatch(/loss +×4\.000 +3\.\d+ to 4\.\d+ +<0\.001 +worse$/);
  });

  it('says how many cells are missing', () => {
    const stopped = { ...result, cost: { cpuSeconds: 3, missing: 2 } };
    expect(experimentText(stopped, '', plain)).toContain(
      '3 s of processor time, 2 cells are missing.',
    );
  });
});

describe('the table of a result as CSV', () => {
  it('has one row for each arm, seed and measure, with what a comma needs in quotes', () => {
    const rows = experimentCsv(result).trimEnd().split('\n');
    expect(rows[0]).toBe('experiment,arm,seed,measure,step,value');
    expect(rows).toHaveLength(11);
    expect(rows[1]).toBe('skips,whole,1,loss,,1.1');
    const [cell] = result.cells;
    const odd = { ...result, cells: [{ ...cell!, arm: 'a,"b"' }] };
    expect(experimentCsv(odd).split('\n')[1]).toMatch(/^skips,"a,""b""",1,loss,,/);
  });
});

describe('small texts', () => {
  it('are times, in the unit that they are read in', () => {
    expect([0.2, 40, 200, 9000].map(durationText)).toEqual(['1 s', '40 s', '3 min', '2.5 h']);
  });

  it('are series from their least to their largest value, with gaps', () => {
    expect(sparkline([0, 1, null, 7])).toBe('▁▂ █');
    expect(sparkline([3, 3])).toBe('▁▁');
  });

  it('are all experiments', () => {
    const listed = experimentsList(plain)
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0]);
    expect(listed.sort()).toEqual([...experimentNames].sort());
  });
});

describe('the command that repeats a result', () => {
  const asked = (line: string) => {
    const command = readCommandLine(line.split(' '));
    if (command.name !== 'experiment' || !command.asked) throw new Error(line);
    return command.asked;
  };

  const commandOf = (own: ReturnType<typeof asked>, experiment = own.settings) =>
    experimentCommand(own.target, { ...own.run, experiment }, own.processes);

  it('names the digits that are shipped, wherever they lie', () => {
    const own = asked('experiment skips net.ts --data digits');
    expect(own.run.probe?.data?.inputs).toMatch(/media.data.digits-images-idx3-ubyte.gz$/);
    expect(commandOf(own)).toContain('--data digits');
  });

  it('reads back as the same experiment', () => {
    const line =
      'experiment skips net.ts#net --arg depth=20 --input-shape 8,8,3 --steps 60 --seeds 6 --seed 4 --batch 8 --samples 32 --arm whole --loss meanSquaredError --learning-rate 0.1 --backend wasm --processes 2';
    const own = asked(line);
    const command = commandOf(own);
    expect(asked(command.replace('skipscope ', ''))).toEqual(own);
  });

  it('quotes what a shell would split', () => {
    const own = asked('experiment skips net.ts');
    const command = commandOf(own, { ...own.settings, arms: ["without a>b's:1"] });
    expect(command).toContain(`--arm 'without a>b'\\''s:1'`);
  });

  it('names what it cannot read', () => {
    expect(() => asked('experiment skip net.ts')).toThrow(/There is no experiment skip; there are/);
    expect(() => asked('experiment skips')).toThrow(/NAME and FILE/);
    expect(() => asked('experiment skips a.ts --budget soon')).toThrow(/--budget takes a time/);
    expect(asked('experiment skips a.ts --budget 15m').budget).toBe(900);
    expect(readCommandLine(['experiment'])).toEqual({ name: 'experiment' });
    expect(readCommandLine(['experiment', '--list'])).toEqual({ name: 'experiment' });
  });
});
