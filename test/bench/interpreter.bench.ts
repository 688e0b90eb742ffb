import { execFileSync } from 'node:child_process';
import { pythonWithTorch } from '../support/python/realTorch';

type Row = Readonly<Record<string, string | number>>;

const rowsOf = (python: string, script: string): Row[] =>
  execFileSync(python, ['-B', script], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

/**
 * Processor time of a step of real torch with everything measured over that of a plain step; what following a training
 * of one's own costs, and the size of its file.
 */
export function bench(): Row[] {
  const python = pythonWithTorch('the overhead of the taps in real torch');
  if (python === undefined) return [];
  return [
    ...rowsOf(python, 'test/bench/interpreterOverhead.py'),
    ...rowsOf(python, 'test/bench/watching.py'),
  ];
}
