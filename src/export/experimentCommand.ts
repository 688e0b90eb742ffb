import { DIGITS, SHIPPED_DIGITS } from '../shared/experiment/shippedData';
import type { ExperimentRequest } from '../shared/protocol/experimentRequest';

/** A text as a shell takes it for one word. */
const quoted = (text: string): string =>
  /^[\w./:=,#@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const flag = (name: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [`--${name}`, quoted(String(value))];

/** A place as a command names it. */
const placeOf = (inputs: string): string =>
  inputs.replaceAll('\\', '/').endsWith(SHIPPED_DIGITS) ? DIGITS : inputs;

type Asked = Pick<
  ExperimentRequest,
  'arguments' | 'inputShape' | 'backend' | 'probe' | 'experiment'
>;

function dataFlags({ probe }: Asked): string[] {
  const { data, loss, optimizer, learningRate } = probe ?? {};
  return [
    ...flag(data?.targets === undefined ? 'data' : 'inputs', data && placeOf(data.inputs)),
    ...flag('targets', data?.targets),
    ...flag('loss', loss),
    ...flag('optimizer', optimizer),
    ...flag('learning-rate', learningRate),
  ];
}

const modelFlags = ({ arguments: given, inputShape, backend }: Asked): string[] => [
  ...Object.entries(given).flatMap(([key, value]) =>
    flag('arg', `${key}=${JSON.stringify(value)}`),
  ),
  ...flag('input-shape', inputShape?.join(',')),
  ...flag('backend', backend === 'auto' ? undefined : backend),
];

/** The command that gives the same result: with the steps and arms that a budget chose. */
export function experimentCommand(target: string, request: Asked, processes: number): string {
  const { name, steps, seeds, seed, batchSize, samples, arms = [] } = request.experiment;
  const { depths, depthArgument } = request.experiment;
  const words = [
    ...['skipscope', 'experiment', name, quoted(target)],
    ...modelFlags(request),
    ...flag('steps', steps),
    ...flag('seeds', seeds),
    ...flag('seed', seed === 1 ? undefined : seed),
    ...flag('batch', batchSize),
    ...flag('samples', samples),
    ...arms.flatMap((arm) => flag('arm', arm)),
    ...flag('depths', depths?.join(',')),
    ...flag('depth-argument', depthArgument),
    ...dataFlags(request),
    ...flag('processes', processes),
  ];
  return words.join(' ');
}
