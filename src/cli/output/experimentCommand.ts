import type { ExperimentSettings } from '../../shared/protocol/experimentRequest';
import type { ExperimentOptionsHere } from '../run/experimentOptions';

/** A text as a shell takes it for one word. */
const quoted = (text: string): string =>
  /^[\w./:=,#@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const flag = (name: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [`--${name}`, quoted(String(value))];

function dataFlags({ probe }: ExperimentOptionsHere['run']): string[] {
  const { data, loss, optimizer, learningRate } = probe ?? {};
  return [
    ...flag(data?.targets === undefined ? 'data' : 'inputs', data?.inputs),
    ...flag('targets', data?.targets),
    ...flag('loss', loss),
    ...flag('optimizer', optimizer),
    ...flag('learning-rate', learningRate),
  ];
}

const modelFlags = ({ arguments: given, inputShape, backend }: ExperimentOptionsHere['run']) => [
  ...Object.entries(given).flatMap(([key, value]) =>
    flag('arg', `${key}=${JSON.stringify(value)}`),
  ),
  ...flag('input-shape', inputShape?.join(',')),
  ...flag('backend', backend === 'auto' ? undefined : backend),
];

/** The command that gives the same result: with the steps and arms that a budget chose. */
export function experimentCommand(
  { target, run, processes }: ExperimentOptionsHere,
  { name, steps, seeds, seed, batchSize, samples, arms = [] }: ExperimentSettings,
): string {
  const words = [
    ...['skipscope', 'experiment', name, quoted(target)],
    ...modelFlags(run),
    ...flag('steps', steps),
    ...flag('seeds', seeds),
    ...flag('seed', seed === 1 ? undefined : seed),
    ...flag('batch', batchSize),
    ...flag('samples', samples),
    ...arms.flatMap((arm) => flag('arm', arm)),
    ...dataFlags(run),
    ...flag('processes', processes),
  ];
  return words.join(' ');
}
