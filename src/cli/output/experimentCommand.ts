import type { ExperimentSettings } from '../../shared/protocol/experimentRequest';
import type { ExperimentOptionsHere } from '../run/experimentOptions';

/** A text as a shell takes it for one word. */
const quoted = (text: string): string =>
  /^[\w./:=,#@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const flag = (name: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [`--${name}`, quoted(String(value))];

/** The command that gives the same result: with the steps and arms that a budget chose. */
export function experimentCommand(
  { target, run, processes }: ExperimentOptionsHere,
  { name, steps, seeds, seed, batchSize, samples, arms = [] }: ExperimentSettings,
): string {
  const { probe, inputShape } = run;
  const words = [
    ...['skipscope', 'experiment', name, quoted(target)],
    ...Object.entries(run.arguments).flatMap(([key, value]) =>
      flag('arg', `${key}=${JSON.stringify(value)}`),
    ),
    ...flag('input-shape', inputShape?.join(',')),
    ...flag('steps', steps),
    ...flag('seeds', seeds),
    ...flag('seed', seed === 1 ? undefined : seed),
    ...flag('batch', batchSize),
    ...flag('samples', samples),
    ...arms.flatMap((arm) => flag('arm', arm)),
    ...flag(probe?.data?.targets === undefined ? 'data' : 'inputs', probe?.data?.inputs),
    ...flag('targets', probe?.data?.targets),
    ...flag('loss', probe?.loss),
    ...flag('optimizer', probe?.optimizer),
    ...flag('learning-rate', probe?.learningRate),
    ...flag('backend', run.backend === 'auto' ? undefined : run.backend),
    ...flag('processes', processes),
  ];
  return words.join(' ');
}
