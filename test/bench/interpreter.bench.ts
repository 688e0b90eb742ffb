import { execFileSync } from 'node:child_process';
import { pythonWithTorch } from '../support/python/realTorch';

type Row = Readonly<Record<string, string | number>>;

/** Processor time of a step of real torch with everything measured over that of a plain step. */
export function bench(): Row[] {
  const python = pythonWithTorch('the overhead of the taps in real torch');
  if (python === undefined) return [];
  const told = execFileSync(python, ['-B', 'test/bench/interpreterOverhead.py'], {
    encoding: 'utf8',
  });
  return told
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}
